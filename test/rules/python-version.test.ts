// Which files say on which Python uWSGI runs: its py-call-osafterfork kills workers from 3.13 on, and is harmless below.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestProject, testParser } from './project';

const FILES = {
  'shop/__init__.py': '', 'shop/settings.py': 'INSTALLED_APPS = []\nMIDDLEWARE = []\n', 'uwsgi.ini': '[uwsgi]\nmaster = true\nmodule = shop.wsgi\npy-call-osafterfork = true\n',
  'shop/wsgi.py': 'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
} as const;

const image = (name: string): string => `FROM ${name}\nCOPY . .\nCMD ["uwsgi", "--ini", "uwsgi.ini"]\n`;

type Texts = Readonly<Record<string, string>>;

const CRASHES: readonly Texts[] = [
  { Dockerfile: image('python:3.13-slim') }, { Dockerfile: image('python:3.14') }, { Dockerfile: `ARG PYTHON=3.13\n${image('python:${PYTHON}-alpine')}` }, { '.python-version': '3.13\n' }, { '.tool-versions': 'nodejs 24.1.0\npython 3.13.2\n' },
  { 'runtime.txt': 'python-3.13.1\n' }, { 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\n' }, { Pipfile: '[requires]\npython_version = "3.13"\n' },
  { 'uv.lock': 'version = 1\nrequires-python = ">=3.13"\n' }, { 'poetry.lock': '[metadata]\nlock-version = "2.1"\npython-versions = ">=3.13,<4"\n' },
];

const WORKS: readonly Texts[] = [
  {}, { Dockerfile: image('python:3.12') }, { Dockerfile: image('python:3') }, { Dockerfile: image('registry.example/base:3.13') }, { '.python-version': '3.12\n' }, { '.tool-versions': 'nodejs 24.1.0\n' }, { 'runtime.txt': 'python-3.12.8\n' },
  { 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n' }, { Pipfile: '[requires]\npython_version = "3.12"\n' }, { 'uv.lock': 'version = 1\nrequires-python = ">=3.12"\n' },
  // The image decides; where files disagree nobody knows.
  { Dockerfile: image('python:3.12'), 'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n' }, { Dockerfile: image('python:3.13'), '.python-version': '3.12\n' },
];

const found = async (texts: Texts): Promise<string[]> => new TestProject(await testParser(), new Map(Object.entries({ ...FILES, ...texts }))).check().findings.map(({ rule }) => rule);

describe('uwsgi-osafterfork-crash', () => {
  for (const texts of CRASHES) it(`is reported: ${JSON.stringify(texts)}`, async () => assert.deepEqual(await found(texts), ['uwsgi-osafterfork-crash']));
  for (const texts of WORKS) it(`is silent: ${JSON.stringify(texts)}`, async () => assert.deepEqual(await found(texts), []));
});
