// The loop that loads what the core wants.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../server/src/core/checker';
import { textOf, type FileState, type Snapshot } from '../../server/src/core/project/snapshot';
import { MemoryHost } from '../../server/src/host/memory';
import { namedBuffers, OverlayHost } from '../../server/src/host/overlay';
import { settle } from '../../server/src/host/settle';

const FOLDERS = ['file:///w'];

/** Follows a chain: each file's text names the next file. */
function chain(snapshot: Snapshot): Answer<string[]> {
  const seen: string[] = [];
  for (let uri = 'file:///w/a'; ; ) {
    if (!snapshot.files.has(uri)) return { value: seen, wanted: [uri] };
    const text = textOf(snapshot, uri);
    seen.push(`${uri}=${text ?? snapshot.files.get(uri)!.kind}`);
    if (text === undefined) return { value: seen, wanted: [] };
    uri = text;
  }
}

test('loads until nothing is wanted; outside the folders is absent without being read', async () => {
  const host = new MemoryHost(new Map([['file:///w/a', 'file:///w/b'], ['file:///w/b', 'file:///wide/c'], ['file:///wide/c', 'file:///w/d']]));
  const read: string[] = [];
  const { value, snapshot } = await settle({ folders: FOLDERS, named: [] }, (uri) => (read.push(uri), host.read(uri)), chain);
  assert.deepEqual(value, ['file:///w/a=file:///w/b', 'file:///w/b=file:///wide/c', 'file:///wide/c=absent']);
  assert.deepEqual(read, ['file:///w/a', 'file:///w/b']);
  assert.equal(snapshot.files.size, 3);
});

test('what is known is not read, and snapshots are not changed afterwards', async () => {
  const known = new Map<string, FileState>([['file:///w/a', { kind: 'loaded', text: 'file:///w/b' }]]);
  const sizes: [Snapshot, number][] = [];
  await settle({ folders: FOLDERS, named: [], known }, async () => ({ kind: 'absent' }), (snapshot) => (sizes.push([snapshot, snapshot.files.size]), chain(snapshot)));
  assert.deepEqual(sizes.map(([, size]) => size), [1, 2]);
  assert.deepEqual(sizes.map(([snapshot]) => snapshot.files.size), [1, 2]);
  assert.equal(known.size, 1);
});

test('a question that wants the same file for ever ends', async () => {
  let steps = 0;
  await settle({ folders: FOLDERS, named: [] }, async () => ({ kind: 'absent' }), () => (steps++, { value: undefined, wanted: ['file:///w/a'] }));
  assert.equal(steps, 2);
});

test('is aborted between steps and while loading', async () => {
  const controller = new AbortController();
  let steps = 0;
  const read = async (): Promise<FileState> => (controller.abort(), { kind: 'absent' });
  await assert.rejects(settle({ folders: FOLDERS, named: [] }, read, () => ({ value: steps++, wanted: [`file:///w/${steps}`] }), controller.signal), { name: 'AbortError' });
  assert.equal(steps, 1);
});

test('open buffers win over the host below, and count as named files', async () => {
  const below = new MemoryHost(new Map([['file:///w/wsgi.py', 'disk'], ['file:///w/manage.py', 'disk']]));
  const buffers = new Map([['file:///w/wsgi.py', 'buffer'], ['file:///w/asgi.py', 'new'], ['file:///w/shop/views.py', 'new'], ['file:///wide/wsgi.py', 'new']]);
  const host = new OverlayHost(below, () => buffers);
  assert.deepEqual(await host.read('file:///w/wsgi.py'), { kind: 'loaded', text: 'buffer' });
  assert.deepEqual(await host.read('file:///w/manage.py'), { kind: 'loaded', text: 'disk' });
  assert.deepEqual((await host.discover(FOLDERS)).sort(), ['file:///w/asgi.py', 'file:///w/manage.py', 'file:///w/wsgi.py']);
  assert.deepEqual(namedBuffers(FOLDERS, buffers.keys()), ['file:///w/wsgi.py', 'file:///w/asgi.py']);
});
