// Folders that come and go, and files that change on disk.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FileChangeType } from 'vscode-languageserver';
import { LspClient } from './client';
import { Project, RIGHT, SHOP, WRONG, wsgi, INSTRUMENT, SETDEFAULT } from './project';

function project(t: TestContext, files: Record<string, string> = {}): Project {
  const made = new Project({ ...SHOP, 'shop/wsgi.py': WRONG, ...files });
  t.after(() => made.delete());
  return made;
}

async function start(t: TestContext, ...folders: string[]): Promise<LspClient> {
  const client = await LspClient.start({ folders });
  t.after(() => client.kill());
  return client;
}

test('two folders each have their findings; removing one clears its own only', async (t) => {
  const [a, b] = [project(t), project(t)];
  const client = await start(t, a.uri(), b.uri());
  await client.count(a.uri('shop/wsgi.py'), 1);
  await client.count(b.uri('shop/wsgi.py'), 1);
  await client.folders([], [a.uri()]);
  await client.count(a.uri('shop/wsgi.py'), 0);
  assert.equal((await client.check()).error, 1);
  await client.count(b.uri('shop/wsgi.py'), 1);
  await client.folders([a.uri()], []);
  await client.count(a.uri('shop/wsgi.py'), 1);
});

test('a deleted file loses its diagnostics, a new one gets them', async (t) => {
  const shop = project(t);
  const uri = shop.uri('shop/wsgi.py');
  const client = await start(t, shop.uri());
  await client.count(uri, 1);
  shop.remove('shop/wsgi.py');
  await client.watched(uri, FileChangeType.Deleted);
  await client.count(uri, 0);
  shop.write('shop/wsgi.py', WRONG);
  await client.watched(uri, FileChangeType.Created);
  await client.count(uri, 1);
});

test('a module that an entrypoint imports takes part: changed, deleted, created', async (t) => {
  const tracing = `import os\nfrom opentelemetry.instrumentation.django import DjangoInstrumentor\n${INSTRUMENT}\n`;
  const shop = project(t, { 'shop/wsgi.py': wsgi('import shop.tracing', SETDEFAULT), 'shop/tracing.py': tracing });
  const [uri, module] = [shop.uri('shop/wsgi.py'), shop.uri('shop/tracing.py')];
  const client = await start(t, shop.uri());
  await client.count(uri, 1);
  shop.write('shop/tracing.py', '');
  await client.watched(module, FileChangeType.Changed);
  await client.count(uri, 0);
  shop.remove('shop/tracing.py');
  await client.watched(module, FileChangeType.Deleted);
  await client.check();
  shop.write('shop/tracing.py', tracing);
  await client.watched(module, FileChangeType.Created);
  await client.count(uri, 1);
});

test('events of an open file are ignored: the buffer wins', async (t) => {
  const shop = project(t, { 'shop/wsgi.py': RIGHT });
  const uri = shop.uri('shop/wsgi.py');
  const client = await start(t, shop.uri());
  await client.open(uri, WRONG, 4);
  await client.count(uri, 1, 4);
  shop.remove('shop/wsgi.py');
  await client.watched(uri, FileChangeType.Deleted);
  const top = { line: 0, character: 0 };
  await client.actions(uri, { start: top, end: top });
  await client.count(uri, 1, 4);
  await client.close(uri);
  await client.count(uri, 0);
});

test('a new entrypoint takes part while it is open, and stays when it is saved and closed', async (t) => {
  const shop = project(t, { 'shop/wsgi.py': RIGHT });
  const [uri, asgi] = [shop.uri('shop/asgi.py'), WRONG.replaceAll('wsgi', 'asgi')];
  const client = await start(t, shop.uri());
  await client.open(uri, asgi);
  await client.count(uri, 1, 1);
  shop.write('shop/asgi.py', asgi);
  await client.watched(uri, FileChangeType.Created);
  await client.close(uri);
  await client.diagnostics(uri, (_, version) => version === undefined);
  await client.count(uri, 1);
});

test('a launch file that names the settings module silences the finding', async (t) => {
  const shop = project(t, { 'shop/wsgi.py': wsgi(INSTRUMENT) });
  const uri = shop.uri('shop/wsgi.py');
  const client = await start(t, shop.uri());
  await client.count(uri, 1);
  shop.write('.env', 'DJANGO_SETTINGS_MODULE=shop.settings\n');
  await client.watched(shop.uri('.env'), FileChangeType.Created);
  await client.count(uri, 0);
});

test("the client's own spelling of a URI is kept", async (t) => {
  const shop = project(t);
  const spelled = (uri: string): string => uri.replace('/shop/wsgi.py', '/shop/%77sgi.py');
  const uri = spelled(shop.uri('shop/wsgi.py'));
  const client = await start(t, shop.uri());
  await client.count(shop.uri('shop/wsgi.py'), 1);
  await client.open(uri, WRONG);
  const [found] = await client.count(uri, 1, 1);
  await client.count(shop.uri('shop/wsgi.py'), 0);
  const [action] = await client.actions(uri, found.range, [found]);
  const changes = (await client.resolve(action)).edit?.documentChanges;
  assert.deepEqual(changes?.map((change) => 'textDocument' in change && change.textDocument.uri), [uri]);
});

test('folders of virtual file systems are left alone', async (t) => {
  const client = await start(t, 'vscode-vfs://github/someone/shop');
  assert.deepEqual(await client.check(), { error: 0, warning: 0, information: 0, files: 0, boots: 0 });
});
