// Facts say what a file does, the span table where: moving text changes only the table.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rangeOf, type Item, type LoweredModule, type Stmt } from '../../server/src/core/python/facts';
import { FactsStore } from '../../server/src/core/python/store';
import { blocksOf, expressionsOf, statementsOf } from '../../server/src/core/python/walk';
import { LineIndex } from '../../server/src/core/text/lines';
import { testParser } from '../rules/project';
import { bounded, pythonTexts } from './seeds';

const URI = 'file:///project/module.py';

async function lower(text: string): Promise<LoweredModule> {
  return new FactsStore(await testParser()).get(URI, text);
}

/** Every body, read. */
const itemsOf = ({ facts }: LoweredModule): Item[] => facts.items().map(({ key, parameters, deferred, body }) => ({ key, parameters, deferred, body }));

const everyStatement = ({ facts, spans }: LoweredModule): { statement: Stmt; start: number; end: number }[] =>
  facts.items().flatMap(({ key, body }) => statementsOf(body).map((statement) => ({ statement, ...rangeOf(spans, key, statement.at) })));

/** Two spellings of one program. */
const SAME: readonly [string, string, string][] = [
  ['blank lines and comments', 'import os\nx = 1\n', '\n# head\nimport os  # why\n\n\n# x\nx = 1'],
  ['spaces inside a line', 'f(a, b=1)\nx = [1, 2]\n', 'f( a,b = 1 )\nx=[ 1,2 ]\n'],
  ['line breaks inside brackets', 'f(a, b)\n', 'f(\n    a,\n    # the second\n    b,\n)\n'],
  ['a line continuation', 'x = a + b\n', 'x = a \\\n    + b\n'],
  ['other quotes', "x = 'a'\n", 'x = "a"\n'],
  ['the depth of indentation', 'if x:\n    f()\n    g()\n', 'if x:\n  f()\n  g()\n'],
  ['tabs', 'def f():\n    g()\n', 'def f():\n\tg()\n'],
  ['CRLF', '"""Two\nlines."""\nif x:\n    f()\n', '"""Two\r\nlines."""\r\nif x:\r\n    f()\r\n'],
  ['a byte order mark', 'import os\n', '\ufeffimport os\n'],
  ['needless parentheses', 'from a import b, c\nx = (f())\n', 'from a import (\n    b,\n    c,\n)\nx = f()\n'],
  ['a moved function', 'import os\ndef f():\n    g()\n', 'import os\n\n\n# far away\n\ndef f():\n\n    g()\n'],
];

/** Programs that differ in what they do. */
const DIFFERENT: readonly [string, string, string][] = [
  ['order', 'f()\ng()\n', 'g()\nf()\n'],
  ['block', 'if x:\n    f()\n    g()\n', 'if x:\n    f()\ng()\n'],
  ['argument', 'f("a")\n', 'f("b")\n'],
  ['keyword', 'f(a=1)\n', 'f(b=1)\n'],
  ['call or name', 'f()\n', 'f\n'],
  ['condition', 'if a:\n    f()\n', 'if not a:\n    f()\n'],
  ['operator', 'x = a == b\n', 'x = a != b\n'],
  ['relative level', 'from . import a\n', 'from .. import a\n'],
  ['function body', 'def f():\n    g()\n', 'def f():\n    h()\n'],
  ['async', 'def f():\n    g()\n', 'async def f():\n    g()\n'],
];

describe('facts of two spellings', () => {
  for (const [name, a, b] of SAME) {
    it(`stay the same object: ${name}`, async () => {
      const store = new FactsStore(await testParser());
      const first = store.get(URI, a);
      const said = itemsOf(first);
      const second = store.get(URI, b);
      assert.deepEqual(itemsOf(second), said);
      assert.equal(second.facts, first.facts);
    });
  }
  for (const [name, a, b] of DIFFERENT) {
    it(`differ: ${name}`, async () => {
      const store = new FactsStore(await testParser());
      assert.notEqual(store.get(URI, b).facts, store.get(URI, a).facts);
    });
  }
});

/** Layout that Python does not see, put where the statements number `picks` start. */
function relaidOut(text: string, module: LoweredModule, picks: readonly number[], layout: string): string {
  const index = new LineIndex(text);
  const starts = everyStatement(module).map(({ start }) => index.lineStart(start));
  const places = [...new Set(picks.map((pick) => starts[pick % starts.length]!))].sort((a, b) => b - a);
  return places.reduce((result, at) => result.slice(0, at) + layout + result.slice(at), text);
}

// The grammar counts indentation in a byte.
it('an edit that leaves a function as it was finds the same facts, however long its body is', async () => {
  for (let length = 1; length <= 600; length++) {
    const text = `def f(a):\n    ${'b'.repeat(length)}()\n`;
    const store = new FactsStore(await testParser());
    const { facts } = store.get(URI, text);
    assert.equal(facts.item('f')!.body.length, 1);
    assert.equal(store.get(URI, text.replace('\n', '\n\n')).facts, facts, `${length}`);
  }
});

describe('every text of the rule pages', () => {
  const texts = pythonTexts.filter((text) => text.trim() !== '');

  it('has the same facts, as the same object, with other lines between its statements', async () => {
    const parser = await testParser();
    const layouts = fc.constantFrom('\n', '# 😀 é\n', '   \n', '\t# deep\n', '\f\n', '#\n\n\n');
    fc.assert(fc.property(fc.constantFrom(...texts), fc.array(fc.nat(200), { minLength: 1, maxLength: 5 }), layouts, (text, picks, layout) => {
      const store = new FactsStore(parser);
      const before = store.get(URI, text);
      const moved = relaidOut(text, before, picks, layout);
      assert.notEqual(moved, text);
      const after = store.get(URI, moved);
      assert.equal(after.facts, before.facts);
      const pieces = ({ statement, start, end }: { statement: Stmt; start: number; end: number }, source: string) => [statement.kind, source.slice(start, end).split(/\s/)[0]];
      assert.deepEqual(everyStatement(after).map((found) => pieces(found, moved)), everyStatement(before).map((found) => pieces(found, text)));
    }), bounded(300));
  });

  it('has the same facts with CRLF', async () => {
    for (const text of texts) assert.deepEqual(itemsOf(await lower(text.replaceAll('\n', '\r\n'))), itemsOf(await lower(text)));
  });

  it('has a range for each statement that starts and ends where the statement does', async () => {
    for (const text of texts) for (const { statement, start, end } of everyStatement(await lower(text))) holdRange(statement, text.slice(start, end), text);
  });

  // The grammar takes the star of `*f()` for a part of the callee.
  it('has ranges for calls: from the callee to the closing bracket', async () => {
    let calls = 0;
    for (const text of texts) {
      const { facts, spans } = await lower(text);
      for (const { key, body } of facts.items()) {
        for (const call of statementsOf(body).flatMap(expressionsOf).filter((expr) => expr.kind === 'call')) {
          const { start, end } = rangeOf(spans, key, call.at);
          assert.match(text.slice(start, end), /^\*?[\w(][^]*\)$/);
          calls++;
        }
      }
    }
    assert.ok(calls > 100, `${calls} calls`);
  });

  it('has statements of one block in order, one behind the other', async () => {
    for (const text of texts) {
      const { facts, spans } = await lower(text);
      for (const { key, body } of facts.items()) {
        for (const block of [body, ...statementsOf(body).flatMap(blocksOf)]) {
          const ranges = block.map(({ at }) => rangeOf(spans, key, at));
          ranges.forEach(({ start }, i) => assert.ok(i === 0 || ranges[i - 1]!.end <= start));
        }
      }
    }
  });
});

const STARTS: Readonly<Partial<Record<Stmt['kind'], RegExp>>> = {
  import: /^import\b/, from: /^from\b/, if: /^(if|elif)\b/, try: /^try\b/, with: /^(async\s+)?with\b/, define: /^(@|async\b|def\b)/, class: /^(@|class\b)/,
  return: /^(return\b|\S)/, raise: /^raise\b/, global: /^(global|nonlocal)\b/, assign: /^[^=]+=/, augment: /^[^=]+[-+*\/|&]=/, nothing: /^(pass|type|from|\w+\s*:)/,
};

function holdRange(statement: Stmt, own: string, text: string): void {
  assert.match(own, STARTS[statement.kind] ?? /^\S/, `${statement.kind} in:\n${text}`);
  assert.equal(own, own.trim(), 'no space around it');
}
