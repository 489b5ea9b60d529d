// WASM trees are not garbage-collected: who parses must delete.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Checker } from '../../server/src/core/checker';
import { MemoryHost } from '../../server/src/host/memory';
import { settle } from '../../server/src/host/settle';
import { livingTrees, loadWasm, ParserAborted } from '../../server/src/parsers/wasm';

test('a tree is counted until it is deleted, and only once', async () => {
  const parser = await loadWasm();
  const before = livingTrees();
  const trees = ['x', 'y', 'z'].map((text) => parser.parse(text));
  assert.equal(livingTrees(), before + 3);
  for (const tree of [...trees, ...trees]) tree.delete();
  assert.equal(livingTrees(), before);
});

test('a checker keeps no tree, not even of an open document', async () => {
  const parser = await loadWasm();
  const before = livingTrees();
  const checker = new Checker(parser);
  const uri = 'file:///w/shop/wsgi.py';
  const text = 'import os\nimport shop.tracing\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n';
  const tracing = 'from opentelemetry.instrumentation.django import DjangoInstrumentor\nDjangoInstrumentor().instrument()\n';
  const host = new MemoryHost(new Map([[uri, text], ['file:///w/manage.py', ''], ['file:///w/shop/__init__.py', ''], ['file:///w/shop/tracing.py', tracing]]));
  const folders = ['file:///w'];
  const check = async () => settle({ folders, named: await host.discover(folders) }, (file) => host.read(file), (snapshot) => checker.check(snapshot));

  const closed = await check();
  assert.ok(closed.snapshot.files.size >= 2, 'the checker read nothing, so this test shows nothing');
  for (const finding of closed.value.findings) checker.fixes(closed.snapshot, finding);
  checker.fixAll(closed.snapshot, uri);
  assert.equal(livingTrees(), before);

  checker.open(uri);
  for (let i = 0; i < 20; i++) {
    host.files.set(uri, `${text}# ${i}\n`);
    await check();
  }
  assert.equal(livingTrees(), before);
  checker.close(uri);
  assert.equal(livingTrees(), before);
});

test('a trap is told as such, with the text', async () => {
  const aborted: string[] = [];
  const parser = await loadWasm(undefined, (text) => void aborted.push(text));
  // A number where the module expects its own parser makes it read outside its memory.
  const { parser: inner } = parser as unknown as { parser: object };
  Object.assign(inner, { 0: 0xfffffff0 });
  assert.throws(() => parser.parse('boom'), ParserAborted);
  assert.deepEqual(aborted, ['boom']);
});
