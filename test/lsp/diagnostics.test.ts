// When diagnostics appear, where they point, and when they go.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LspClient } from './client';
import { INSTRUMENT, Project, RIGHT, SETDEFAULT, SHOP, WRONG, wsgi } from './project';

const RULE = 'settings-not-set-before-instrument';

async function start(t: TestContext, wsgiText: string): Promise<{ client: LspClient; project: Project; uri: string }> {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': wsgiText });
  const client = await LspClient.start({ folders: [project.uri()] });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project, uri: project.uri('shop/wsgi.py') };
}

test('a file that is not open has its finding, without a version', async (t) => {
  const { client, uri } = await start(t, WRONG);
  const [found] = await client.count(uri, 1);
  assert.equal(found.source, 'First Span');
  assert.equal(found.code, RULE);
  assert.equal(found.severity, 1);
  assert.match(String(found.message), /DJANGO_SETTINGS_MODULE/);
  assert.equal(client.published.get(uri)?.version, undefined);
  assert.deepEqual(found.range.start, { line: 5, character: 0 });
  assert.deepEqual(found.range.end, { line: 5, character: INSTRUMENT.length });
});

test('an open file is versioned, its buffer wins over the disk, and closing goes back to the disk', async (t) => {
  const { client, uri } = await start(t, WRONG);
  await client.count(uri, 1);
  await client.open(uri, RIGHT, 7);
  await client.count(uri, 0, 7);
  await client.open(uri, WRONG, 8);
  await client.count(uri, 1, 8);
  await client.open(uri, RIGHT, 9);
  await client.count(uri, 0, 9);
  await client.close(uri);
  await client.count(uri, 1);
  assert.equal(client.published.get(uri)?.version, undefined);
});

test('incremental edits: the finding goes with the text and comes back', async (t) => {
  const { client, uri } = await start(t, RIGHT);
  await client.open(uri, RIGHT);
  await client.count(uri, 0, 1);
  const line = { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } };
  await client.change(uri, 2, [{ range: line, text: '' }, { range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } }, text: `${SETDEFAULT}\n` }]);
  const [found] = await client.count(uri, 1, 2);
  assert.equal(found.range.start.line, 5);
  await client.change(uri, 3, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# a comment\n\n' }]);
  const [moved] = await client.count(uri, 1, 3);
  assert.equal(moved.range.start.line, 7);
  await client.change(uri, 4, [{ text: RIGHT }]);
  await client.count(uri, 0, 4);
});

test('typing fast: only the newest version has the last word', async (t) => {
  const { client, uri } = await start(t, RIGHT);
  await client.open(uri, RIGHT);
  for (let version = 2; version <= 60; version++) void client.change(uri, version, [{ text: version % 2 === 0 ? WRONG : RIGHT }]);
  await client.change(uri, 61, [{ text: WRONG }]);
  await client.count(uri, 1, 61);
  await client.check();
  assert.equal(client.published.get(uri)?.version, 61);
});

test('columns are UTF-16 code units', async (t) => {
  const { client, uri } = await start(t, wsgi(`x = '😀'; ${INSTRUMENT}`, SETDEFAULT));
  const [found] = await client.count(uri, 1);
  const start5 = "x = '😀'; ".length;
  assert.deepEqual(found.range, { start: { line: 5, character: start5 }, end: { line: 5, character: start5 + INSTRUMENT.length } });
  assert.equal(start5, 10);
});

test('Windows line ends count as one', async (t) => {
  const { client, uri } = await start(t, WRONG.replaceAll('\n', '\r\n'));
  const [found] = await client.count(uri, 1);
  assert.deepEqual(found.range, { start: { line: 5, character: 0 }, end: { line: 5, character: INSTRUMENT.length } });
});

test('a byte order mark on disk has no column', async (t) => {
  const text = `\uFEFFfrom opentelemetry.instrumentation.django import DjangoInstrumentor; ${INSTRUMENT}\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n`;
  const { client, uri } = await start(t, text);
  const [onDisk] = await client.count(uri, 1);
  assert.equal(onDisk.range.start.character, text.indexOf(INSTRUMENT) - 1);
  // An editor sends the text without the mark.
  await client.open(uri, text.slice(1), 1);
  const [open] = await client.count(uri, 1, 1);
  assert.deepEqual(open.range, onDisk.range);
});

test('related information points at the other file', async (t) => {
  const tracing = `from opentelemetry.instrumentation.django import DjangoInstrumentor\n\n\ndef setup():\n    ${INSTRUMENT}\n`;
  const { client, project, uri } = await start(t, wsgi('from shop.tracing import setup', 'setup()', SETDEFAULT));
  project.write('shop/tracing.py', tracing);
  await client.check();
  const [found] = await client.count(uri, 1);
  const places = found.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]);
  assert.deepEqual(places?.filter(([where]) => where === project.uri('shop/tracing.py')), [[project.uri('shop/tracing.py'), 4]]);
});

test('untitled and git documents are left alone', async (t) => {
  const { client, uri } = await start(t, RIGHT);
  await client.open('untitled:wsgi.py', WRONG);
  await client.open(`git:${new URL(uri).pathname}?%7B%22ref%22%3A%22HEAD%22%7D`, WRONG);
  await client.change('untitled:wsgi.py', 2, [{ text: `${WRONG}\n` }]);
  assert.equal((await client.check()).error, 0);
  await client.close('untitled:wsgi.py');
  await client.check();
  assert.deepEqual([...client.published.keys()], []);
});

test('a text that stopped the parser before is not read', async (t) => {
  const { createHash } = await import('node:crypto');
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG });
  const unparsable = [createHash('sha256').update(WRONG).digest('base64url').slice(0, 22)];
  const client = await LspClient.start({ folders: [project.uri()], initializationOptions: { unparsable } });
  t.after(() => {
    client.kill();
    project.delete();
  });
  assert.equal((await client.check()).error, 0);
  await client.open(project.uri('shop/wsgi.py'), `${WRONG}# changed\n`);
  await client.count(project.uri('shop/wsgi.py'), 1, 1);
});
