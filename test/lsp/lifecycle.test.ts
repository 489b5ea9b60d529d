// How the server starts and ends, and what it says it can do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExitNotification } from 'vscode-languageserver/node';
import { CAPABILITIES, LspClient } from './client';

test('names its capabilities and watches few patterns', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo?.name, 'First Span');
  assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll.firstspan'], resolveProvider: true });
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
  assert.equal(capabilities.positionEncoding, 'utf-16');
  await client.check();
  assert.deepEqual(client.registered, ['workspace/didChangeWatchedFiles']);
});

test('a client without dynamic registration is not asked for watchers', async (t) => {
  const client = await LspClient.start({ capabilities: {} });
  t.after(() => client.kill());
  await client.check();
  assert.deepEqual(client.registered, []);
  assert.equal(CAPABILITIES.workspace?.didChangeWatchedFiles?.dynamicRegistration, true);
});

test('exits with 0 after shutdown', async () => {
  const client = await LspClient.start();
  assert.equal(await client.stop(), 0);
});

test('exits with 1 without shutdown', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  await client.connection.sendNotification(ExitNotification.type);
  assert.equal(await client.exited, 1);
});

test('an empty workspace is checked without findings', async (t) => {
  const client = await LspClient.start();
  t.after(() => client.kill());
  assert.deepEqual(await client.check(), { error: 0, warning: 0, information: 0, files: 0, boots: 0 });
  assert.equal(client.published.size, 0);
});
