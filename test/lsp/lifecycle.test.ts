// How the server starts and ends, and what it says it can do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, ExitNotification, LSPErrorCodes } from 'vscode-languageserver/node';
import { CAPABILITIES, LspClient } from './client';
import { Project, SHOP, WRONG } from './project';

test('names its capabilities and watches few patterns', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo?.name, 'First Span');
  assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.firstspan'], resolveProvider: true });
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
  assert.equal(capabilities.positionEncoding, 'utf-16');
  await client.check();
  assert.deepEqual(client.registered, ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
});

test('a client without dynamic registration is not asked for watchers', async (t) => {
  const client = await LspClient.start({ capabilities: {} });
  t.after(() => client.kill());
  await client.check();
  assert.deepEqual(client.registered, []);
  assert.equal(CAPABILITIES.workspace?.didChangeWatchedFiles?.dynamicRegistration, true);
});

test('exits with 0 after shutdown, and has written nothing beside the protocol', async () => {
  const client = await LspClient.start();
  assert.equal(await client.stop(), 0);
  assert.equal(client.stderr, '');
});

test('exits with 1 without shutdown', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  await client.connection.sendNotification(ExitNotification.type);
  assert.equal(await client.exited, 1);
});

test('the command line starts the same server', async () => {
  const client = await LspClient.start({ command: ['cli.js', 'lsp', '--stdio'] });
  assert.equal(client.initialized.serverInfo?.name, 'First Span');
  assert.equal((await client.check()).error, 0);
  assert.equal(await client.stop(), 0);
});

test('logs one line for an analysis that saw something new, and none for one that did not', async (t) => {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG, 'shop/asgi.py': 'not text \0' });
  const client = await LspClient.start({ folders: [project.uri()] });
  t.after(() => {
    client.kill();
    project.delete();
  });
  for (let i = 0; i < 3; i++) await client.check();
  assert.equal(client.logs.length, 1, client.logs.join('\n'));
  assert.match(client.logs[0], /^Checked \d+ files, \d+ ways? to start, 1 finding; not read: .*shop\/asgi\.py: a binary file \(\d+ ms\)\.$/);
});

test('a check that is cancelled is answered as cancelled', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  const source = new CancellationTokenSource();
  const checking = client.connection.sendRequest('firstspan/check', {}, source.token);
  source.cancel();
  await assert.rejects(checking, { code: LSPErrorCodes.RequestCancelled });
  assert.equal((await client.check()).error, 0);
});

test('an empty workspace is checked without findings', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  assert.deepEqual(await client.check(), { error: 0, warning: 0, information: 0, files: 0, boots: 0 });
  assert.equal(client.published.size, 0);
});
