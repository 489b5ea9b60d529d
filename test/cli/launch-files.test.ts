// Findings in files that are not Python, in every format of the command line.
import * as assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { firstspan, folder, MENDED, project, read, write } from './harness';

const DOCKERFILE = 'FROM python:3.13\n# firstspan: ignore[no-such-rule] seen in a run\nCMD ["gunicorn", "proj.wsgi"]\n';

const FILES = { ...project(MENDED), Dockerfile: DOCKERFILE };

test('text shows the lines of a Dockerfile', async (t) => {
  const { code, out } = await firstspan(['check'], { cwd: write(folder(t), FILES) });
  assert.equal(code, 1);
  assert.match(out, /Dockerfile:2:21/);
  assert.match(out, /2 \| # firstspan: ignore\[no-such-rule\] seen in a run\n +\| +\^{12}\n/);
});

test('SARIF and GitHub name the place', async (t) => {
  const cwd = write(folder(t), FILES);
  const { runs: [{ results: [{ locations: [place], ruleId }] }] } = JSON.parse((await firstspan(['check', '--format', 'sarif'], { cwd })).out);
  assert.equal(ruleId, 'unused-suppression');
  assert.deepEqual([place.physicalLocation.artifactLocation.uri, place.physicalLocation.region.startLine, place.physicalLocation.region.startColumn], ['Dockerfile', 2, 21]);
  const { out } = await firstspan(['check', '--format', 'github'], { cwd });
  assert.match(out, /^::warning title=First Span \(unused-suppression\),file=Dockerfile,line=2,endLine=2,col=21,endColumn=33::/);
});

test('a Dockerfile can be named, given on standard input and fixed', async (t) => {
  const cwd = write(folder(t), FILES);
  assert.equal((await firstspan(['check', 'proj/asgi.py'], { cwd })).code, 0);
  assert.equal((await firstspan(['check', 'Dockerfile'], { cwd })).code, 1);
  assert.equal((await firstspan(['check', '--stdin-filename', 'Dockerfile'], { cwd, input: 'FROM python:3.13\n' })).code, 0);
  assert.equal((await firstspan(['check', '--fix'], { cwd })).code, 0);
  assert.equal(read(cwd, 'Dockerfile'), 'FROM python:3.13\nCMD ["gunicorn", "proj.wsgi"]\n');
});

test('launch files that start more than anybody wrote are passed over, each with one line', async (t) => {
  const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const cwd = write(folder(t), {
    ...project(MENDED), 'compose.yaml': `services:\n${many(501, (i) => `  s${i}: { image: web }`)}\n`, 'many.conf': many(501, (i) => `[program:p${i}]\ncommand=uvicorn proj.asgi:application\n`),
    'start.sh': many(320, (i) => `export A${i}=${i}\nuvicorn proj.asgi:application &`), 'long.sh': `true ${'x'.repeat(600_000)}\n`, 'openapi.yaml': `paths: ${'x'.repeat(600_000)}\n`, 'proj.sh': 'exec uvicorn proj.asgi:application\n',
  });
  const { code, out, err } = await firstspan(['check', '--order'], { cwd });
  assert.equal(code, 0);
  assert.deepEqual([...out.matchAll(/^Start-up order of asgi:(\S+)/gm)].map((match) => match[1]), ['proj.sh']);
  assert.deepEqual(err.split('\n').filter((line) => / was not checked: /.test(line)).sort(), [
    'note: compose.yaml was not checked: more than 500 commands.', 'note: long.sh was not checked: a launch file of more than 512 KB.', 'note: many.conf was not checked: more than 500 commands.',
    'note: start.sh was not checked: more than 50,000 variables of commands.',
  ]);
});

test('of each kind of launch file, one that is binary and one that is too large is passed over with one line', async (t) => {
  const kinds = ['Procfile', 'Makefile', 'justfile', 'Taskfile.yml', 'package.json', 'Pipfile', 'tox.ini', 'noxfile.py', 'web.service', 'web.service.d/a.conf', 'supervisord.conf', 'circus.ini', 'k8s/web.yaml', 'uwsgi.xml', 'uwsgi.json', '.vscode/launch.json', '.vscode/tasks.json',
    'app.json', 'heroku.yml', 'fly.toml', 'render.yaml', 'railway.json', 'nixpacks.toml', '.do/app.yaml', 'app.yaml', '.ebextensions/a.config', 'apprunner.yaml', 'task-definition.json', 'gunicorn.conf.py', 'shop.conf', 'start.sh', 'bin/run', '.envrc', 'requirements.txt', 'uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'];
  for (const [text, why] of [[Buffer.from([0, 1, 2, 0xff]), 'a binary file'], [`#${'x'.repeat(2_200_000)}`, 'larger than 2 MB']] as const) {
    const cwd = write(folder(t), { ...project(MENDED), ...Object.fromEntries(kinds.map((name) => [name, text])) });
    const { code, err } = await firstspan(['check'], { cwd });
    assert.equal(code, 0);
    assert.deepEqual(err.split('\n').filter((line) => / was not checked: /.test(line)).sort(), kinds.map((name) => `note: ${name} was not checked: ${why}.`).sort());
  }
});

test('launch files that are large, binary, or links in a circle are passed over, each with one line', async (t) => {
  const cwd = write(folder(t), {
    ...project(MENDED), Dockerfile: Buffer.from([0, 1, 2, 0xff]), 'deploy/web.Dockerfile': `FROM python:3.13\n${'RUN true\n'.repeat(600_000)}`, 'compose.yaml': Buffer.from('# Andr\xe9\n', 'latin1'),
    'start.sh': 'exec gunicorn proj.wsgi\n', '.env': `A=${'x'.repeat(5_000_000)}\n`, 'deploy/a.yaml': `a: ${'[1],'.repeat(1_300_000)}\n`, 'uwsgi.ini': `[uwsgi]\n${'env = A=b\n'.repeat(600_000)}`,
  });
  symlinkSync('b.service', path.join(cwd, 'a.service'));
  symlinkSync('a.service', path.join(cwd, 'b.service'));
  symlinkSync('..', path.join(cwd, 'deploy/up'));
  const { code, err } = await firstspan(['check'], { cwd });
  assert.equal(code, 0);
  const notes = err.split('\n').filter((line) => line.startsWith('note: ') && / was not checked: /.test(line)).map((line) => line.replace('note: ', '')).sort();
  assert.deepEqual(notes, [
    '.env was not checked: larger than 2 MB.', 'Dockerfile was not checked: a binary file.', 'compose.yaml was not checked: not UTF-8 text.', 'deploy/a.yaml was not checked: larger than 2 MB.',
    'deploy/web.Dockerfile was not checked: larger than 2 MB.', 'uwsgi.ini was not checked: larger than 2 MB.',
  ]);
});
