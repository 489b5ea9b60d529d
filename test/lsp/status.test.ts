// What the server tells of its own state, to clients that want to hear it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Status } from '../../server/src/lsp/protocol';
import { LspClient } from './client';
import { Project, RIGHT, SHOP, WRONG } from './project';

async function start(t: TestContext, initializationOptions: unknown): Promise<{ client: LspClient; uri: string; seen: () => Status[] }> {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG });
  const client = await LspClient.start({ folders: [project.uri()], initializationOptions });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, uri: project.uri('shop/wsgi.py'), seen: () => client.told.filter(({ method }) => method === 'firstspan/status').map(({ params }) => params as Status) };
}

test('checking, then what was found; an edit that changes nothing of it is not told', async (t) => {
  const { client, uri, seen } = await start(t, { status: true });
  await client.check();
  await client.open(uri, WRONG);
  await client.count(uri, 1, 1);
  await client.change(uri, 2, [{ text: `${WRONG}\n` }]);
  await client.count(uri, 1, 2);
  await client.hover(uri, 0, 0);
  assert.deepEqual(seen().map(({ state }) => state), ['checking', 'checked']);
  const { error, warning, boots } = seen().at(-1) as Extract<Status, { state: 'checked' }>;
  assert.deepEqual({ error, warning, boots }, { error: 1, warning: 0, boots: 2 });
  const before = seen().length;
  await client.change(uri, 3, [{ text: RIGHT }]);
  await client.count(uri, 0, 3);
  await client.hover(uri, 0, 0);
  assert.deepEqual(seen().slice(before).map((status) => status.state === 'checked' && status.error), [0]);
});

test('a client that does not ask hears nothing', async (t) => {
  const { client, seen } = await start(t, {});
  await client.check();
  assert.deepEqual(seen(), []);
});
