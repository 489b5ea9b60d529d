// What belongs to a Django project: roots, import roots, settings candidates, and launch files that name the settings module.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findProjects, type DjangoProject } from '../../server/src/core/project/django-projects';
import { Files } from '../../server/src/core/project/view';
import { FactsStore } from '../../server/src/core/python/store';
import { relative } from '../../server/src/core/text/uri';
import { ask, FOLDER, snapshotOf, testParser } from '../rules/project';

type Texts = Readonly<Record<string, string>>;

const names = (module: string): string => `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n`;

async function projectsOf(texts: Texts): Promise<DjangoProject[]> {
  const store = new FactsStore(await testParser());
  return ask(snapshotOf(new Map(Object.entries(texts))), (snapshot) => {
    const files = new Files(snapshot, store);
    return { value: findProjects(files), wanted: [...files.wanted] };
  }).value;
}

const path = (uri: string): string => (uri === FOLDER ? '.' : relative(uri, FOLDER));

async function rootsOf(texts: Texts): Promise<string[]> {
  return (await projectsOf(texts)).map(({ root }) => path(root));
}

describe('roots', () => {
  const CASES: readonly [string, Texts, string[]][] = [
    ['none without an entrypoint', { 'shop/settings.py': '' }, []],
    ['the folder of manage.py', { 'backend/manage.py': '', 'backend/shop/wsgi.py': '' }, ['backend']],
    ['several', { 'b/manage.py': '', 'a/manage.py': '', 'a/wsgi.py': '' }, ['a', 'b']],
    ['without manage.py, what the package is imported from', { 'src/shop/__init__.py': '', 'src/shop/wsgi.py': '' }, ['src']],
    ['without manage.py and __init__.py, what the named settings are imported from', { 'src/shop/wsgi.py': names('shop.settings') }, ['src']],
    ['a configuration beside a project is no project', { 'manage.py': '', 'deploy/gunicorn.conf.py': '' }, ['.']],
    ['a configuration alone is one', { 'deploy/gunicorn.conf.py': '' }, ['deploy']],
    ['a manage.py inside a project is one of its own', { 'manage.py': '', 'sub/manage.py': '', 'sub/x/wsgi.py': '' }, ['.', 'sub']],
  ];
  for (const [name, texts, roots] of CASES) it(name, async () => assert.deepEqual(await rootsOf(texts), roots));
});

describe('applications', () => {
  const CASES: readonly [string, Texts, string][] = [
    ['named from the folder of manage.py', { 'manage.py': '', 'shop/__init__.py': '', 'shop/wsgi.py': '' }, 'shop.wsgi'],
    ['named from src', { 'manage.py': '', 'src/shop/__init__.py': '', 'src/shop/wsgi.py': '' }, 'shop.wsgi'],
    ['nested', { 'manage.py': '', 'config/__init__.py': '', 'config/web/__init__.py': '', 'config/web/wsgi.py': '' }, 'config.web.wsgi'],
    ['without __init__.py', { 'manage.py': '', 'shop/wsgi.py': '' }, 'shop.wsgi'],
    ['at the root', { 'manage.py': '', 'wsgi.py': '' }, 'wsgi'],
    ['manage.py inside the package', { 'shop/__init__.py': '', 'shop/manage.py': '', 'shop/wsgi.py': '' }, 'wsgi'],
  ];
  for (const [name, texts, module] of CASES) {
    it(name, async () => assert.deepEqual((await projectsOf(texts)).flatMap(({ applications }) => applications.map((application) => application.name)), [module]));
  }

  it('are imported along their own root, the project and its src', async () => {
    const [project] = await projectsOf({ 'manage.py': '', 'src/shop/__init__.py': '', 'src/shop/asgi.py': '' });
    assert.deepEqual(project!.importRoots.map(path), ['src', '.']);
    assert.equal(project!.applications[0]!.interface, 'asgi');
  });
});

describe('folders on sys.path', () => {
  const MANAGE = 'import os, sys\nfrom pathlib import Path\nimport environ\nHERE = os.path.dirname(os.path.abspath(__file__))\nBASE = Path(__file__).resolve().parent\nROOT = environ.Path(__file__) - 1\n';
  const CASES: readonly [string, string, string[]][] = [
    ['a literal, from where the project starts', 'sys.path.append("lib")', ['lib']],
    ['os.path.join', 'sys.path.insert(0, os.path.join(HERE, "lib", "more"))', ['lib/more']],
    ['os.path.join in one', 'sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "lib"))', ['lib']],
    ['up and down', 'sys.path.append(os.path.join(BASE, "shop", "..", "lib"))', ['lib']],
    ['pathlib', 'sys.path.append(str(BASE / "lib"))', ['lib']],
    ['pathlib, its parents', 'sys.path.append(str(Path(__file__).resolve(strict=True).parents[0].joinpath("lib")))', ['lib']],
    ['environ.Path', 'sys.path.append(str(ROOT.path("lib")))', ['lib']],
    ['a format string', 'sys.path.append(f"{BASE}/lib")', ['lib']],
    ['texts that are joined', 'sys.path.append(HERE + "/lib")', ['lib']],
    ['the current folder', 'sys.path.append(os.path.join(os.getcwd(), "lib"))', ['lib']],
    ['in a function', 'def main():\n    if x:\n        sys.path.append(str(BASE / "lib"))', ['lib']],
    ['not an absolute one', 'sys.path.append("/opt/lib")', []],
    ['not one outside the workspace', 'sys.path.append(str(BASE.parent / "lib"))', []],
    ['not a computed one', 'sys.path.append(os.environ["LIB"])', []],
    ['not a name with two values', 'BASE = os.environ["X"]\nsys.path.append(str(BASE / "lib"))', []],
    ['not a part of a name', 'sys.path.append(HERE + "lib")', []],
  ];
  for (const [name, text, folders] of CASES) {
    it(name, async () => assert.deepEqual((await projectsOf({ 'manage.py': `${MANAGE}${text}\n` }))[0]!.importRoots.map(path), ['.', ...folders]));
  }

  it('also in settings, and in what they import with a star', async () => {
    const [project] = await projectsOf({ 'manage.py': names('shop.settings'), 'shop/settings.py': 'from .base import *\n', 'shop/base.py': 'import sys\nfrom pathlib import Path\nsys.path.append(str(Path(__file__).parent / "apps"))\n' });
    assert.deepEqual(project!.importRoots.map(path), ['.', 'shop/apps']);
  });

  it('chdir and pythonpath of a gunicorn configuration', async () => {
    const [project] = await projectsOf({ 'manage.py': '', 'gunicorn.conf.py': 'chdir = "backend"\npythonpath = "lib,more"\n' });
    assert.deepEqual(project!.importRoots.map(path), ['.', 'backend', 'lib', 'more']);
  });
});

describe('settings candidates', () => {
  const PACKAGE = { 'manage.py': '', 'shop/__init__.py': '', 'shop/wsgi.py': '' };
  const CASES: readonly [string, Texts, string[]][] = [
    ['what manage.py names', { 'manage.py': names('shop.settings'), 'shop/settings.py': '' }, ['shop.settings']],
    ['each one once, manage.py first', { ...PACKAGE, 'manage.py': names('shop.dev'), 'shop/wsgi.py': names('shop.prod'), 'shop/asgi.py': names('shop.prod'), 'shop/dev.py': '', 'shop/prod.py': '' }, ['shop.dev', 'shop.prod']],
    ['only what is there', { ...PACKAGE, 'manage.py': names('shop.gone'), 'shop/wsgi.py': names('shop.settings'), 'shop/settings.py': '' }, ['shop.settings']],
    ['named in a function or a branch', { 'manage.py': 'import os\ndef main():\n    if x:\n        os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"\n', 'shop/settings.py': '' }, ['shop.settings']],
    ['what a launch file names', { ...PACKAGE, 'Dockerfile': 'ENV DJANGO_SETTINGS_MODULE=shop.prod\n', 'shop/prod.py': '', 'shop/settings.py': '' }, ['shop.prod']],
    ['by convention beside wsgi.py', { ...PACKAGE, 'shop/settings.py': '' }, ['shop.settings']],
    ['by convention: a package of settings', { ...PACKAGE, 'shop/settings/__init__.py': '', 'shop/settings/production.py': '' }, ['shop.settings']],
    ['none where nothing tells', PACKAGE, []],
    ['no computed name', { 'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", x + ".settings")\n', 'shop/settings.py': '' }, []],
  ];
  for (const [name, texts, modules] of CASES) it(name, async () => assert.deepEqual((await projectsOf(texts))[0]!.settingsModules, modules));
});

describe('closed world: launch files that name the settings module', () => {
  const HIT = 'DJANGO_SETTINGS_MODULE=x\n';
  const named = async (texts: Texts): Promise<Record<string, string[]>> =>
    Object.fromEntries((await projectsOf(texts)).map(({ root, namedIn }) => [path(root), namedIn.map(path).sort()]));
  const CASES: readonly [string, Texts, Record<string, string[]>][] = [
    ['below the root', { 'manage.py': '', 'deploy/web/Dockerfile': HIT }, { '.': ['deploy/web/Dockerfile'] }],
    ['above the root, in the workspace', { 'services/shop/manage.py': '', 'compose.yml': HIT, 'services/.env': HIT }, { 'services/shop': ['compose.yml', 'services/.env'] }],
    ['a comment counts as well: one hit silences', { 'manage.py': '', 'start.sh': `# ${HIT}` }, { '.': ['start.sh'] }],
    ['no mention', { 'manage.py': '', Dockerfile: 'FROM python\n' }, { '.': [] }],
    ['tests, CI and prose do not count', { 'manage.py': '', 'pytest.ini': HIT, 'tox.ini': HIT, 'pyproject.toml': HIT, '.github/workflows/ci.yml': HIT, 'README.md': HIT }, { '.': [] }],
    ['not those of another project', { 'a/manage.py': '', 'b/manage.py': '', 'a/Dockerfile': HIT }, { a: ['a/Dockerfile'], b: [] }],
    ['shared ones above both', { 'a/manage.py': '', 'b/manage.py': '', 'compose.yml': HIT }, { a: ['compose.yml'], b: ['compose.yml'] }],
    ['beside the project, in a folder of their own', { 'backend/manage.py': '', 'deploy/Dockerfile': HIT }, { backend: ['deploy/Dockerfile'] }],
  ];
  for (const [name, texts, expected] of CASES) it(name, async () => assert.deepEqual(await named(texts), expected));

  it('a launch file that cannot be read might', async () => {
    const store = new FactsStore(await testParser());
    const snapshot = snapshotOf(new Map([['manage.py', ''], ['.env', '']]));
    const files = new Files({ ...snapshot, files: new Map([...snapshot.files, [`${FOLDER}/.env`, { kind: 'unreadable' as const, why: 'no permission' }]]) }, store);
    assert.deepEqual(findProjects(files)[0]!.namedIn, [`${FOLDER}/.env`]);
  });

  it('the nearest workspace folder is the end of the search', async () => {
    const store = new FactsStore(await testParser());
    const snapshot = snapshotOf(new Map([['compose.yml', HIT], ['shop/manage.py', '']]));
    const files = new Files({ ...snapshot, folders: [`${FOLDER}/shop`] }, store);
    assert.deepEqual(findProjects(files)[0]!.namedIn, []);
  });
});
