// Which Django projects the generator finds, and where their tracing.py belongs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relative } from '../../server/src/core/text/uri';
import { entry, FOLDER, startproject, targets } from './harness';

interface Found {
  root: string;
  package: string;
  settings: string | undefined;
  tracing: string;
  name: string;
}

async function found(files: Record<string, string>): Promise<Found[]> {
  return (await targets(files)).map((target) => ({
    root: relative(target.root, FOLDER), package: target.package, settings: target.settingsModule, tracing: relative(target.tracing, FOLDER), name: target.defaultServiceName,
  }));
}

function without(files: Record<string, string>, ...paths: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)));
}

test('startproject', async () => {
  const [target, ...others] = await targets(startproject());
  assert.deepEqual(others, []);
  assert.deepEqual(target, {
    root: FOLDER, package: 'shop', settingsModule: 'shop.settings', wsgi: `${FOLDER}/shop/wsgi.py`, asgi: `${FOLDER}/shop/asgi.py`, manage: `${FOLDER}/manage.py`,
    tracing: `${FOLDER}/shop/tracing.py`, exists: false, defaultServiceName: 'shop',
  });
});

test('below the root, with wsgi.py or asgi.py only', async () => {
  assert.deepEqual(await found(without(startproject('shop', 'backend/'), 'backend/shop/asgi.py')), [{ root: 'backend', package: 'shop', settings: 'shop.settings', tracing: 'backend/shop/tracing.py', name: 'shop' }]);
  assert.deepEqual((await found(without(startproject('shop', 'backend/'), 'backend/shop/wsgi.py'))).length, 1);
});

test('a src layout with manage.py outside of it', async () => {
  const files = { ...without(startproject('shop', 'src/'), 'src/manage.py'), 'manage.py': startproject()['manage.py'] };
  assert.deepEqual((await found(files))[0], { root: 'src', package: 'shop', settings: 'shop.settings', tracing: 'src/shop/tracing.py', name: 'shop' });
});

test('several projects', async () => {
  const files = { ...startproject('shop', 'a/'), ...startproject('blog', 'b/') };
  assert.deepEqual((await found(files)).map(({ tracing }) => tracing), ['a/shop/tracing.py', 'b/blog/tracing.py']);
  const together = { ...startproject('shop'), ...without(startproject('blog'), 'manage.py'), 'manage_blog.py': '' };
  assert.deepEqual((await found(together)).map(({ root, package: name, settings }) => [root, name, settings]), [['', 'blog', 'blog.settings'], ['', 'shop', 'shop.settings']]);
});

test('a config package with a settings folder', async () => {
  const files = {
    'manage.py': startproject('config')['manage.py'].replace('config.settings', 'config.settings.local'),
    'config/__init__.py': '', 'config/settings/__init__.py': '', 'config/settings/local.py': '', 'config/settings/production.py': '',
    'config/wsgi.py': entry('wsgi').replace('shop.settings', 'config.settings.production'), 'config/asgi.py': entry('asgi').replace('shop.settings', 'config.settings.local'),
  };
  assert.deepEqual(await found(files), [{ root: '', package: 'config', settings: 'config.settings.production', tracing: 'config/tracing.py', name: 'project-x' }]);
});

test('a package inside a package, without __init__.py, and without manage.py', async () => {
  const files = { 'server/shop/wsgi.py': entry('wsgi', 'server.shop'), 'server/shop/settings.py': '' };
  assert.deepEqual(await found(files), [{ root: '', package: 'server.shop', settings: 'server.shop.settings', tracing: 'server/shop/tracing.py', name: 'shop' }]);
});

test('only manage.py names the settings; or nothing does and settings.py lies there', async () => {
  const bare = 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n';
  assert.equal((await found({ ...startproject(), 'shop/wsgi.py': bare, 'shop/asgi.py': bare }))[0].settings, 'shop.settings');
  assert.equal((await found({ 'shop/__init__.py': '', 'shop/wsgi.py': bare, 'shop/settings.py': '' }))[0].settings, 'shop.settings');
  assert.equal((await found({ 'shop/__init__.py': '', 'shop/wsgi.py': bare }))[0].settings, undefined);
});

test('a settings module that is not in the repository', async () => {
  assert.deepEqual((await found(without(startproject('shop', 'backend/'), 'backend/shop/settings.py')))[0].root, 'backend');
});

test('files of other frameworks are no Django projects', async () => {
  assert.deepEqual(await found({ 'wsgi.py': 'from flask import Flask\napplication = Flask(__name__)\n' }), []);
});

test('folders that cannot be imported are left alone', async () => {
  assert.deepEqual(await found({ '{{ name }}/wsgi.py': entry('wsgi', '{{ name }}'), '{{ name }}/settings.py': '' }), []);
});

test('an existing tracing.py is seen', async () => {
  assert.equal((await targets({ ...startproject(), 'shop/tracing.py': '' }))[0].exists, true);
});
