// What several files say together: a compose service and its Dockerfile, compose files over each other, and scripts that a command runs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launchesOf } from '../../../server/src/core/launch/argv';
import { extended, mergeFiles, servicesIn } from '../../../server/src/core/launch/compose/merge';
import { joinCompose, stageFor } from '../../../server/src/core/launch/compose/join';
import { readServices } from '../../../server/src/core/launch/readers/compose';
import { readDockerfile, readStages } from '../../../server/src/core/launch/readers/dockerfile';
import { sourcesOf, throughScript } from '../../../server/src/core/launch/scripts';
import { readShell } from '../../../server/src/core/launch/shell/shell';
import type { Command, Range, Setting } from '../../../server/src/core/launch/types';
import { launchParsers } from './parsers';

const TEXTS = new Map<string, string>();

/** The text at a place, and the file where it is not the first one. */
function at({ start, end, file }: Range, own: string): string {
  const text = file === undefined ? own : TEXTS.get(file)!;
  return `${file === undefined ? '' : `${file}:`}${text.slice(start, end)}`;
}

function settings(environment: readonly Setting[], own: string): string[] {
  return environment.map((one) => (one.kind === 'variable' ? `${one.name}=${one.value ?? '?'} <${at(one.valueAt ?? one.at, own)}>` : one.kind === 'file' ? `file ${one.path}` : one.kind));
}

function shown(command: Command, own: string): string[] {
  const where = [command.where, command.cwd, command.user].filter((part) => part !== undefined).join(' ');
  return [`[${where}] ${command.words.map((word) => `${word.text ?? '?'} <${at(word.at, own)}>`).join(' ')}`, ...settings(command.environment, own)];
}

async function joinedWith(compose: string, dockerfile: string): Promise<string[]> {
  const parsers = await launchParsers();
  TEXTS.set('D', dockerfile);
  return extended(readServices(compose, parsers)).flatMap((service) => {
    const stage = stageFor(service, readStages(dockerfile, parsers, { args: service.build?.args }));
    return joinCompose(service, stage, 'D', parsers).flatMap((command) => shown(command, compose));
  });
}

describe('a compose service and its Dockerfile', () => {
  it('takes what it does not say itself from the image; its environment wins', async () => {
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: .\n    environment: [A=2]\n    env_file: .env\n', 'FROM python:3.12\nENV A=1\nWORKDIR /app\nUSER app\nCMD ["gunicorn", "shop.wsgi"]\n'), [
      '[web /app app] gunicorn <D:"gunicorn"> shop.wsgi <D:"shop.wsgi">', 'A=1 <D:1>', 'file .env', 'A=2 <2>',
    ]);
  });
  it('has its command behind the entrypoint of the image', async () => {
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: .\n    command: celery -A shop worker\n', 'FROM python:3.12\nENTRYPOINT ["opentelemetry-instrument"]\nCMD ["gunicorn"]\n'), [
      '[web] opentelemetry-instrument <D:"opentelemetry-instrument"> celery <celery> -A <-A> shop <shop> worker <worker>',
    ]);
  });
  it('takes the command of the image away with an entrypoint of its own', async () => {
    assert.deepEqual(await joinedWith('services:\n  a:\n    build: .\n    entrypoint: gunicorn shop.wsgi\n  b:\n    build: .\n    entrypoint: []\n    command: x\n', 'FROM python:3.12\nENTRYPOINT ["tini"]\nCMD ["y"]\n'), [
      '[a] gunicorn <gunicorn> shop.wsgi <shop.wsgi>', '[b] x <x>',
    ]);
  });
  it('fills the text for a shell of the image in with its own environment', async () => {
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: .\n    environment: {PORT: 9000}\n', 'FROM python:3.12\nENV PORT=8000\nCMD export B=1; gunicorn -b :$PORT shop.wsgi\n'), [
      '[web] gunicorn <D:gunicorn> -b <D:-b> :9000 <D::$PORT> shop.wsgi <D:shop.wsgi>', 'PORT=8000 <D:8000>', 'PORT=9000 <9000>', 'B=1 <D:1>',
    ]);
  });
  it('builds the stage that it names, with its arguments', async () => {
    const dockerfile = 'ARG S=a\nFROM python:3.12 AS dev\nARG S\nENV DSM=$S\nCMD ["python", "manage.py"]\nFROM dev AS prod\nCMD ["gunicorn"]\n';
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: {context: ., target: dev, args: {S: b}}\n', dockerfile), ['[web] python <D:"python"> manage.py <D:"manage.py">', 'DSM=b <D:$S>']);
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: {context: ., args: [S]}\n', dockerfile), ['[web] gunicorn <D:"gunicorn">', 'DSM=? <D:$S>']);
    assert.deepEqual(await joinedWith('services:\n  web:\n    build: {context: ., target: none}\n', dockerfile), []);
  });
  it('reads a text for a shell although a variable in it is not known', async () => {
    const parsers = await launchParsers();
    const compose = "services:\n  web:\n    image: python\n    command: >\n      bash -c 'sleep 3;\n      exec gunicorn -w ${WORKERS:-4} --name \"a$B\" shop.wsgi $$C'\n";
    const [command] = joinCompose(readServices(compose, parsers)[0]!, undefined, 'D', parsers);
    const [launch] = launchesOf(command!, parsers);
    const options = launch!.options.map(({ name, value, valueAt }) => `${name}=${value ?? '?'} <${at(valueAt!, compose)}>`);
    assert.deepEqual([at(launch!.serverAt, compose), ...options, at(launch!.target!.at, compose), launch!.open], ['gunicorn', 'workers=? <${WORKERS:-4}>', 'name=? <"a$B">', 'shop.wsgi', true]);
  });
  it('keeps the places of a script in the image apart', async () => {
    const parsers = await launchParsers();
    const compose = 'services:\n  web:\n    build: .\n    environment: [A=2]\n';
    TEXTS.set('D', 'FROM python:3.12\nCMD ["sh", "-c", "export B=1; gunicorn shop.wsgi"]\n');
    const [service] = readServices(compose, parsers);
    const [command] = joinCompose(service!, readStages(TEXTS.get('D')!, parsers)[0], 'D', parsers);
    const [launch] = launchesOf(command!, parsers);
    assert.deepEqual([at(launch!.at, compose), at(launch!.target!.at, compose), ...settings(launch!.environment, compose)], ['D:gunicorn shop.wsgi', 'D:shop.wsgi', 'A=2 <2>', 'B=1 <D:1>']);
  });
});

describe('compose files over each other', () => {
  it('adds variables and replaces the rest', async () => {
    const parsers = await launchParsers();
    const read = (file: string, text: string) => {
      TEXTS.set(file, text);
      return servicesIn(readServices(text, parsers), file);
    };
    const base = read('a', 'services:\n  web:\n    image: python\n    command: gunicorn shop.wsgi\n    environment: [A=1, B=1]\n    env_file: a.env\n  db: {image: postgres}\n');
    const over = read('b', 'services:\n  web:\n    command: python manage.py runserver\n    environment: {B: 2}\n    env_file: b.env\n  more: {image: python, command: x}\n');
    assert.deepEqual(mergeFiles([base, over]).flatMap((service) => joinCompose(service, undefined, 'D', parsers).flatMap((command) => shown(command, ''))), [
      '[web] python <b:python> manage.py <b:manage.py> runserver <b:runserver>', 'file a.env', 'file b.env', 'A=1 <a:1>', 'B=1 <a:1>', 'B=2 <b:2>', '[more] x <b:x>',
    ]);
  });
  it('follows extends into another file', async () => {
    const parsers = await launchParsers();
    const services = readServices('services:\n  web:\n    extends: {file: common.yml, service: app}\n    environment: [B=2]\n', parsers);
    const common = readServices('services:\n  app:\n    image: python\n    command: gunicorn\n    profiles: [x]\n', parsers);
    const [web] = extended(services, (file) => (file === 'common.yml' ? common : undefined));
    assert.deepEqual([web!.name, web!.command?.kind === 'words' && web!.command.words[0]!.text, web!.profiles, web!.environment.length], ['web', 'gunicorn', [], 1]);
  });
});

describe('a command that runs a script', () => {
  async function through(dockerfile: string, script: string): Promise<string[]> {
    const parsers = await launchParsers();
    TEXTS.set('D', dockerfile).set('S', script);
    const { commands } = readDockerfile(dockerfile, parsers);
    return commands.flatMap((command) => {
      const { commands: inside, wrappers } = throughScript(command, 'D', { text: script, file: 'S' }, parsers);
      return inside.flatMap((each) => [...shown(each, ''), ...wrappers.map(({ name }) => `via ${name}`)]);
    });
  }

  it('runs what it was given', async () => {
    assert.deepEqual(await through('FROM python:3.12\nENV A=1\nENTRYPOINT ["tini", "--", "/entrypoint.sh"]\nCMD ["gunicorn", "shop.wsgi"]\n', 'export B=2\nexec "$@"\n'), [
      '[image] exec <S:exec> gunicorn <D:"gunicorn"> shop.wsgi <D:"shop.wsgi">', 'A=1 <D:1>', 'B=2 <S:2>', 'via tini',
    ]);
  });
  it('takes the branch of its first argument', async () => {
    const script = 'case "$1" in\n  web) exec gunicorn shop.wsgi ;;\n  worker) shift; exec celery -A shop worker "$@" ;;\n  *) exec "$@" ;;\nesac\n';
    const dockerfile = (cmd: string): string => `FROM python:3.12\nENTRYPOINT ["/entrypoint.sh"]\nCMD ${cmd}\n`;
    assert.deepEqual(await through(dockerfile('["web"]'), script), ['[image] exec <S:exec> gunicorn <S:gunicorn> shop.wsgi <S:shop.wsgi>']);
    assert.deepEqual(await through(dockerfile('["worker", "-B"]'), script), ['[image] exec <S:exec> celery <S:celery> -A <S:-A> shop <S:shop> worker <S:worker> -B <D:"-B">']);
    assert.deepEqual(await through(dockerfile('["sh"]'), script), ['[image] exec <S:exec> sh <D:"sh">']);
  });
  it('is found in the build context', async () => {
    const [stage] = readStages('FROM python:3.12\nWORKDIR /app\nCOPY . .\nCOPY deploy/entrypoint.sh scripts/ /usr/bin/\nCOPY ["start", "/start"]\nCOPY --from=x /a /b\n', await launchParsers());
    const cases: [string, string[]][] = [
      ['/start', ['start']], ['./run.sh', ['run.sh']], ['/app/scripts/run.sh', ['scripts/run.sh']], ['/usr/bin/entrypoint.sh', ['deploy/entrypoint.sh', 'scripts/entrypoint.sh', 'deploy/entrypoint.sh/entrypoint.sh']], ['/b', []], ['/other', []],
    ];
    for (const [path, expected] of cases) assert.deepEqual(sourcesOf(stage!.copies, stage!.cwd, path).sort(), expected.sort(), path);
  });
  it('is found in what compose mounts', async () => {
    const text = 'services:\n  web:\n    volumes: [".:/app:ro", "data:/data", {type: bind, source: ../docker, target: /docker}]\n';
    const [service] = readServices(text, await launchParsers());
    assert.deepEqual(['/app/start.sh', './start.sh', '/docker/start.sh', '/data/x'].map((path) => sourcesOf(service!.mounts, '/app', path)), [['start.sh'], ['start.sh'], ['../docker/start.sh'], []]);
  });
  it('says nothing where no script is run', async () => {
    const parsers = await launchParsers();
    const [command] = readShell('gunicorn shop.wsgi', parsers).commands;
    assert.deepEqual(throughScript(command!, 'D', { text: '', file: 'S' }, parsers), { commands: [], wrappers: [] });
  });
});
