// Variables of launches that several files make up: the edit goes into the right file, and the joined launch then has the variable.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../../server/src/core/analyze';
import { addOptionForLaunch, removeForLaunch, setForLaunch, takeForLaunch } from '../../../server/src/core/fix/launch/for-launch';
import { newMemory } from '../../../server/src/core/memory';
import type { Project } from '../../../server/src/core/rules/rule';
import { applyEdits, type ReplaceEdit } from '../../../server/src/core/text/edits';
import { ask, FOLDER, snapshotOf, testLaunchParsers, testParser } from '../../rules/project';

type Texts = Readonly<Record<string, string>>;

const SHOP: Texts = {
  'manage.py': 'import os, sys\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n',
  'shop/__init__.py': '', 'shop/settings.py': '', 'shop/urls.py': '',
  'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
};

async function projectOf(texts: Texts): Promise<Project> {
  const memory = newMemory(await testParser(), undefined, await testLaunchParsers());
  return ask(snapshotOf(new Map(Object.entries({ ...SHOP, ...texts }))), (snapshot) => {
    const { project } = analyze(snapshot, memory);
    return { value: project, wanted: [...project.files.wanted] };
  }).value;
}

function after(texts: Texts, edits: readonly ReplaceEdit[]): Texts {
  const files = [...new Set(edits.map(({ file }) => file))];
  return { ...texts, ...Object.fromEntries(files.map((file) => [file.slice(FOLDER.length + 1), applyEdits(texts[file.slice(FOLDER.length + 1)]!, edits.filter((edit) => edit.file === file))!])) };
}

/** Files, where the launch is found, the file that changes and what is new in it. */
const SET: readonly [name: string, texts: Texts, where: string, file: string, line: string][] = [
  ['a service whose command stands in the image', { 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n' }, 'web', 'compose.yaml', '      OTEL_X: one'],
  ['a service with the value in its image', { 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM python:3.13\nENV OTEL_X=two\nCMD ["gunicorn", "shop.wsgi"]\n' }, 'web', 'Dockerfile', 'ENV OTEL_X=one'],
  ['a service with the value in a file of variables', { 'compose.yaml': 'services:\n  web:\n    image: python:3.13\n    command: gunicorn shop.wsgi\n    env_file: web.env\n', 'web.env': 'OTEL_X=two\n' }, 'web', 'web.env', 'OTEL_X=one'],
  ['an image with a script in front', { Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\n', 'start.sh': '#!/bin/sh\nexec gunicorn shop.wsgi\n' }, 'Dockerfile', 'Dockerfile', 'ENV OTEL_X=one'],
  ['an image with the value in its script', { Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\n', 'start.sh': '#!/bin/sh\nexport OTEL_X=two\nexec gunicorn shop.wsgi\n' }, 'Dockerfile', 'start.sh', 'export OTEL_X=one'],
  ['a process type', { Procfile: 'web: gunicorn shop.wsgi\n' }, 'web', 'Procfile', 'web: OTEL_X=one gunicorn shop.wsgi'],
  ['a unit', { 'shop.service': '[Service]\nWorkingDirectory=/srv/shop\nExecStart=/venv/bin/gunicorn shop.wsgi\n' }, 'ExecStart', 'shop.service', 'Environment=OTEL_X=one'],
];

describe('a variable is given to', () => {
  for (const [name, texts, where, file, line] of SET) {
    it(name, async () => {
      const project = await projectOf(texts);
      const launch = project.launches.find((one) => one.where === where);
      assert.ok(launch, `no launch ${where}, only ${project.launches.map((one) => one.where).join(', ')}`);
      const edits = setForLaunch(project, launch, 'OTEL_X', 'one');
      assert.ok(edits, 'nothing is offered');
      const changed = after(texts, edits);
      assert.deepEqual(changed[file]!.split('\n').filter((other) => !texts[file]!.split('\n').includes(other)).filter((other) => other.includes('OTEL_X')), [line]);
      const again = (await projectOf(changed)).launches.find((one) => one.where === where)!;
      const value = again.variables.get('OTEL_X');
      assert.equal(typeof value === 'object' ? value.value : value, 'one');
    });
  }
});

it('a variable is taken away where it stands', async () => {
  const texts = { 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM python:3.13\nENV OTEL_SDK_DISABLED=true\nCMD ["gunicorn", "shop.wsgi"]\n' };
  const project = await projectOf(texts);
  const edits = removeForLaunch(project, project.launches[0]!, 'OTEL_SDK_DISABLED')!;
  assert.equal(after(texts, edits).Dockerfile, 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n');
});

/** Files, the file that changes and what it then says. */
const OPTIONS: readonly [name: string, texts: Texts, option: readonly [string, string?], file: string, after: string][] = [
  ['in the image of a service', { 'compose.yaml': 'services:\n  web:\n    build: .\n', Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n' }, ['preload'], 'Dockerfile', 'FROM python:3.13\nCMD ["gunicorn", "--preload", "shop.wsgi"]\n'],
  ['in a script', { Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\n', 'start.sh': '#!/bin/sh\nexec opentelemetry-instrument gunicorn shop.wsgi\n' }, ['workers', '2'], 'start.sh', '#!/bin/sh\nexec opentelemetry-instrument gunicorn --workers 2 shop.wsgi\n'],
  ['behind a management command', { 'compose.yaml': 'services:\n  web:\n    build: .\n    command: python manage.py runserver 0.0.0.0:8000\n' }, ['noreload'], 'compose.yaml', 'services:\n  web:\n    build: .\n    command: python manage.py runserver --noreload 0.0.0.0:8000\n'],
  ['behind a management command of an entry point', { Dockerfile: 'FROM python:3.13\nENTRYPOINT ["python", "manage.py"]\nCMD ["runserver", "0.0.0.0:8000"]\n' }, ['noreload'], 'Dockerfile', 'FROM python:3.13\nENTRYPOINT ["python", "manage.py"]\nCMD ["runserver", "--noreload", "0.0.0.0:8000"]\n'],
  ['of a configuration of uWSGI', { 'uwsgi.ini': '[uwsgi]\nmodule = shop.wsgi\nmaster = true\n' }, ['enable-threads'], 'uwsgi.ini', '[uwsgi]\nmodule = shop.wsgi\nmaster = true\nenable-threads = true\n'],
];

for (const [name, texts, [option, value], file, expected] of OPTIONS) {
  it(`an option ${name}`, async () => {
    const project = await projectOf(texts);
    assert.equal(project.launches.length, 1);
    const edits = addOptionForLaunch(project, project.launches[0]!, option, value);
    assert.ok(edits, 'nothing is offered');
    assert.equal(after(texts, edits)[file], expected);
  });
}

it('a wrapper is taken away in the script that has it', async () => {
  const texts = OPTIONS[1]![1];
  const project = await projectOf(texts);
  const wrapper = project.launches[0]!.wrappers.find(({ name }) => name === 'opentelemetry-instrument');
  const edits = takeForLaunch(project, { ...wrapper!.at, file: wrapper!.at.file! });
  assert.equal(after(texts, edits!)['start.sh'], '#!/bin/sh\nexec gunicorn shop.wsgi\n');
});
