// How a module is cut into top-level statements by its text.
import * as assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { chunksAfterEdit, chunksOf, type Chunk } from '../../server/src/core/python/chunks';
import { mutate, someMutations } from './mutations';
import { bounded, pythonTexts } from './seeds';

const pieces = (text: string): string[] => chunksOf(text).map(({ start, end, code }) => `${code ? '' : '-'}${text.slice(start, end)}`);

const CASES: readonly [name: string, ...pieces: string[]][] = [
  ['one statement a piece', 'a = 1\n', 'b = 2; c = 3\n', 'd = 4'],
  ['comments at the margin and empty lines stand between', '-# head\n\n', 'a = 1  # one\n', '-\n# two\n', 'b = 2\n', '-   \n'],
  ['what is indented belongs to the statement above', 'def f():\n    a\n\n    # inside\n\f\n    b\n', '-\n\n', 'f()\n'],
  ['decorators belong to what they decorate', '@one\n@two(\n1)\n# why\ndef f():\n  pass\n', 'f()\n'],
  ['clauses belong to their statement', 'if a:\n  b\nelif c:\n  d\nelse:\n  e\n', 'try:\n  a\nexcept E:\n  b\nfinally:\n  c\n', 'elsewhere = 1\n'],
  ['brackets go over lines', 'a = [\n1,\n(2),\n]\n', 'b = {\n}\n'],
  ['a closing bracket too many hides nothing', 'a = 1)\n', 'b = 2\n'],
  ['a bracket that was never closed ends where no bracket can go on', 'a = [\nb = 1\n', 'def f():\n  pass\n', 'c = (1,\n', 'from a.b import c\n'],
  ['strings hide brackets and comment signs', "a = '([{#'\n", 'b = "\\"("\n', "c = r'\\'\n", "'\n", "d = ''\n"],
  ['three quotes go over lines', 'a = """\nb = \'\'\'\n"" \\""" # """\n', "'''x'''\n"],
  ['a string that was never closed ends with its line', "a = 'b\n", 'c = 1\n'],
  ['a backslash goes on', 'a = 1 + \\\n2\n', 'b = 1 + \\\r\n2\r\n', "c = 'a\\\r\nb'\r\n"],
  ['fields of formatted strings', "f'{a['b']}{{' + '('\n", 'rf"{x:{y}>10}"\n', "f'{\n(1)\n}'\n", "f\"{x:'>3}\"\n", "f'''{'''a''' + ( # }\n)}'''\n", "f'{x!r}{'\n", "b = '}'\n"],
];

describe('pieces', () => {
  for (const [name, ...expected] of CASES) it(name, () => assert.deepEqual(pieces(expected.map((piece) => piece.replace(/^-/, '')).join('')), expected));
});

test('pieces are the whole text in order, whatever it is', () => {
  fc.assert(fc.property(fc.constantFrom(...pythonTexts), someMutations(5), (original, mutations) => {
    const text = mutations.reduce(mutate, original);
    assert.equal(chunksOf(text).map(({ start, end }) => text.slice(start, end)).join(''), text);
    assert.ok(chunksOf(text).every(({ start, end }) => end > start));
  }), bounded(300));
});

test('after an edit the pieces are those of the new text, whatever was edited', () => {
  fc.assert(fc.property(fc.constantFrom(...pythonTexts), fc.constantFrom(...pythonTexts), someMutations(8), (first, second, mutations) => {
    let text = `${first}\n${second}`;
    let chunks: readonly Chunk[] = chunksOf(text);
    for (const mutation of mutations) {
      const edited = mutate(text, mutation);
      const recut = chunksAfterEdit(text, chunks, edited);
      assert.deepEqual(recut.chunks, chunksOf(edited));
      const said = (of: string, all: readonly Chunk[]) => all.map(({ start, end }) => of.slice(start, end));
      assert.deepEqual(said(edited, recut.chunks.slice(0, recut.head)), said(text, chunks.slice(0, recut.head)));
      assert.deepEqual(said(edited, recut.chunks.slice(recut.chunks.length - recut.tail)), said(text, chunks.slice(chunks.length - recut.tail)));
      chunks = recut.chunks;
      text = edited;
    }
  }), bounded(600));
});
