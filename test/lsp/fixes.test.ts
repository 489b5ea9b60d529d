// Quick fixes and fix-all, up to the text that the client would have afterwards.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LSPErrorCodes, type Range } from 'vscode-languageserver';
import { CAPABILITIES, LspClient } from './client';
import { applied, editsIn, INSTRUMENT, Project, RIGHT, SETDEFAULT, SHOP, WRONG, wsgi } from './project';

const ALL: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const FIX_ALL = 'source.fixAll.firstspan';

async function start(t: TestContext, files: Record<string, string>, capabilities = CAPABILITIES): Promise<{ client: LspClient; project: Project; uri: string }> {
  const project = new Project({ ...SHOP, ...files });
  const client = await LspClient.start({ folders: [project.uri()], capabilities });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project, uri: project.uri('shop/wsgi.py') };
}

for (const [name, newline] of [['Unix', '\n'], ['Windows', '\r\n']] as const) {
  test(`an open file with ${name} line ends: the fix is resolved late, has the version, and gives the right text`, async (t) => {
    const [wrong, right] = [WRONG, RIGHT].map((text) => text.replaceAll('\n', newline));
    const { client, uri } = await start(t, { 'shop/wsgi.py': wrong });
    await client.open(uri, wrong, 3);
    const [found] = await client.count(uri, 1, 3);
    const actions = await client.actions(uri, found.range, [found]);
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1, JSON.stringify(actions.map(({ title }) => title)));
    assert.equal(preferred[0].kind, 'quickfix');
    assert.deepEqual(preferred[0].diagnostics, [found]);
    assert.equal(preferred[0].edit, undefined);
    const { version, edits } = editsIn(await client.resolve(preferred[0]), uri);
    assert.equal(version, 3);
    assert.equal(applied(wrong, edits), right);
    await client.change(uri, 4, [{ text: right }]);
    await client.count(uri, 0, 4);
  });
}

test('a file that is not open: the edit carries version null', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  const [found] = await client.count(uri, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  const { version, edits } = editsIn(await client.resolve(action), uri);
  assert.equal(version, null);
  assert.equal(applied(WRONG, edits), RIGHT);
});

test('a fix for an older version is refused', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  await client.open(uri, WRONG);
  const [found] = await client.count(uri, 1, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  const end = { line: WRONG.split('\n').length - 1, character: 0 };
  await client.change(uri, 2, [{ range: { start: end, end }, text: '# the finding stays where it is\n' }]);
  await assert.rejects(client.resolve(action), { code: LSPErrorCodes.ContentModified });
});

test('a fix whose finding is gone is refused', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  await client.open(uri, WRONG);
  const [found] = await client.count(uri, 1, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  await client.change(uri, 2, [{ text: RIGHT }]);
  await assert.rejects(client.resolve(action), { code: LSPErrorCodes.ContentModified });
});

test('a fix for a file that changed on disk is refused, without any watcher', async (t) => {
  const { client, project, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  const [found] = await client.count(uri, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  project.write('shop/wsgi.py', `${WRONG}# one more line\n`);
  await assert.rejects(client.resolve(action), { code: LSPErrorCodes.ContentModified });
});

test('nothing is offered elsewhere in the file, or for another kind', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  const [found] = await client.count(uri, 1);
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  assert.deepEqual(await client.actions(uri, top), []);
  assert.deepEqual(await client.actions(uri, found.range, [found], ['refactor']), []);
  assert.equal((await client.actions(uri, found.range, [], ['quickfix'])).length > 0, true);
});

test('a client without resolve gets the edit at once', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG }, { workspace: { workspaceEdit: { documentChanges: true } } });
  const [found] = await client.count(uri, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  assert.equal(applied(WRONG, editsIn(action, uri).edits), RIGHT);
});

test('a client without documentChanges gets plain changes', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG }, {});
  const [found] = await client.count(uri, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  assert.equal(applied(WRONG, action.edit?.changes?.[uri] ?? []), RIGHT);
});

test('fix-all: asked for by its kind or a wider one, gives the whole document', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  await client.open(uri, WRONG, 5);
  await client.count(uri, 1, 5);
  for (const only of [FIX_ALL, 'source.fixAll', 'source']) {
    const [action, ...rest] = await client.actions(uri, ALL, [], [only]);
    assert.equal(rest.length, 0);
    assert.equal(action.kind, FIX_ALL);
    const { version, edits } = editsIn(action, uri);
    assert.equal(version, 5);
    assert.equal(applied(WRONG, edits), RIGHT);
  }
  assert.equal((await client.actions(uri, ALL)).some(({ kind }) => kind === FIX_ALL), false);
});

test('the fix of a rule that is off is a rewrite at its place: no finding, and the settings are evaluated first', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': RIGHT });
  await client.open(uri, RIGHT, 2);
  await client.count(uri, 0, 2);
  const line = RIGHT.split('\n').indexOf(INSTRUMENT);
  const at: Range = { start: { line, character: 3 }, end: { line, character: 3 } };
  const [action, ...rest] = await client.actions(uri, at);
  assert.equal(rest.length, 0);
  assert.equal(action.kind, 'refactor.rewrite');
  assert.equal(action.diagnostics, undefined);
  const { version, edits } = editsIn(action, uri);
  assert.equal(version, 2);
  assert.match(applied(RIGHT, edits), /_ = settings\.MIDDLEWARE\nDjangoInstrumentor\(\)\.instrument\(\)/);
  assert.equal((await client.actions(uri, at, [], ['refactor'])).length, 1);
  assert.deepEqual(await client.actions(uri, at, [], ['quickfix']), []);
  assert.deepEqual(await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }), []);
});

test('a rule that is switched off offers nothing', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': RIGHT, 'pyproject.toml': '[tool.firstspan]\nignore = ["swallowed-settings-error"]\n' });
  await client.open(uri, RIGHT, 2);
  await client.count(uri, 0, 2);
  assert.deepEqual(await client.actions(uri, ALL), []);
});

test('fix-all touches the requested document only, and is not offered for one that is right', async (t) => {
  const asgi = WRONG.replaceAll('wsgi', 'asgi');
  const { client, project, uri } = await start(t, { 'shop/wsgi.py': WRONG, 'shop/asgi.py': asgi });
  await client.count(uri, 1);
  await client.count(project.uri('shop/asgi.py'), 1);
  const [action] = await client.actions(uri, ALL, [], [FIX_ALL]);
  assert.deepEqual(action.edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument.uri), [uri]);
  assert.deepEqual(await client.actions(project.uri('manage.py'), ALL, [], [FIX_ALL]), []);
});

test('an emoji before the statement does not shift the edit', async (t) => {
  const wrong = wsgi("name = '😀'", INSTRUMENT, SETDEFAULT);
  const { client, uri } = await start(t, { 'shop/wsgi.py': wrong });
  const [found] = await client.count(uri, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  assert.equal(applied(wrong, editsIn(await client.resolve(action), uri).edits), wsgi("name = '😀'", SETDEFAULT, INSTRUMENT));
});

test('each finding can be ignored by a comment, which comes last and is never preferred', async (t) => {
  const { client, uri } = await start(t, { 'shop/wsgi.py': WRONG });
  await client.open(uri, WRONG, 1);
  const [found] = await client.count(uri, 1, 1);
  const actions = await client.actions(uri, found.range, [found]);
  const action = actions.at(-1)!;
  assert.equal(action.title, `Ignore ${String(found.code)} on this line`);
  assert.notEqual(action.isPreferred, true);
  const ignored = applied(WRONG, editsIn(await client.resolve(action), uri).edits);
  assert.match(ignored, new RegExp(`  # firstspan: ignore\\[${String(found.code)}\\]\\n`));
  await client.change(uri, 2, [{ text: ignored }]);
  await client.count(uri, 0, 2);
});
