// Offsets, lines, URIs and edits.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringLiteral, stringValue } from '../../server/src/core/python/strings';
import { applyEdits, editsOf, joinInsertions, mergeEdits, overlap, type ReplaceEdit } from '../../server/src/core/text/edits';
import { LineIndex } from '../../server/src/core/text/lines';
import { ancestors, basename, dirname, isWithin, join, relative } from '../../server/src/core/text/uri';
import { bounded } from './seeds';

const edit = (start: number, end: number, text: string, file = 'file:///a.py'): ReplaceEdit => ({ file, start, end, text });

const anyText = fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', '\t', ' '), { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('LineIndex', () => {
  it('knows \\n, \\r\\n and a lone \\r', () => {
    const index = new LineIndex('a\nb\r\nc\rd');
    assert.deepEqual([0, 1, 2, 3].map((line) => index.line(line)), ['a', 'b', 'c', 'd']);
    assert.equal(index.lineCount, 4);
    assert.deepEqual(index.position(2), { line: 1, character: 0 });
    assert.deepEqual(index.position(5), { line: 2, character: 0 });
    assert.deepEqual(index.position(7), { line: 3, character: 0 });
  });

  it('counts columns in UTF-16 units', () => assert.deepEqual(new LineIndex('x = "😀"  # é').position(8), { line: 0, character: 8 }));

  it('does not take U+2028, form feed or NEL for line ends', () => assert.equal(new LineIndex('a\u2028b\fc\u0085d').lineCount, 1));

  it('clamps offsets outside the text', () => {
    const index = new LineIndex('ab\ncd');
    assert.deepEqual(index.position(-1), { line: 0, character: 0 });
    assert.deepEqual(index.position(99), { line: 1, character: 2 });
    assert.equal(index.line(99), '');
  });

  it('has a last empty line behind a line end, and one line in an empty text', () => {
    assert.equal(new LineIndex('a\n').lineCount, 2);
    assert.equal(new LineIndex('').lineCount, 1);
    assert.deepEqual(new LineIndex('').position(0), { line: 0, character: 0 });
  });

  it('leads from every offset to its line and back', () => {
    fc.assert(fc.property(anyText, fc.nat(60), (text, at) => {
      const offset = Math.min(at, text.length);
      const index = new LineIndex(text);
      assert.equal(index.lineStart(offset) + index.position(offset).character, offset);
      assert.equal(text.slice(index.lineStart(offset)).startsWith(index.line(index.position(offset).line)), true);
    }), bounded(300));
  });
});

describe('URIs', () => {
  it('take paths apart and put them together', () => {
    assert.equal(dirname('file:///a/b.py'), 'file:///a');
    assert.equal(dirname('file:///a'), 'file://');
    assert.equal(dirname('file://'), 'file://');
    assert.equal(basename('file:///a/my%20app.py'), 'my app.py');
    assert.equal(join('file:///a/b', '../c d/./e.py'), 'file:///a/c%20d/e.py');
    assert.equal(relative('file:///a/c%20d/e.py', 'file:///a'), 'c d/e.py');
    assert.equal(relative('file:///other/e.py', 'file:///a'), 'file:///other/e.py');
  });

  it('is within: whole segments only', () => {
    assert.equal(isWithin('file:///shop/a.py', 'file:///shop'), true);
    assert.equal(isWithin('file:///shop', 'file:///shop'), true);
    assert.equal(isWithin('file:///shop2/a.py', 'file:///shop'), false);
  });

  it('ancestors end at the top, and are none outside it', () => {
    assert.deepEqual(ancestors('file:///w/a/b/c.py', 'file:///w'), ['file:///w/a/b', 'file:///w/a', 'file:///w']);
    assert.deepEqual(ancestors('file:///w/c.py', 'file:///w'), ['file:///w']);
    assert.deepEqual(ancestors('file:///x/c.py', 'file:///w'), []);
  });

  it('bear a stray percent sign', () => assert.equal(basename('file:///a/100%.py'), '100%.py'));
});

describe('edits', () => {
  it('apply from any order', () => assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, ''), edit(2, 2, '-')]), 'b-cdEf'));

  it('that touch do not overlap', () => {
    assert.equal(overlap(edit(0, 2, ''), edit(2, 4, '')), false);
    assert.equal(overlap(edit(0, 2, ''), edit(2, 2, 'x')), false);
    assert.equal(applyEdits('abcd', [edit(0, 2, 'X'), edit(2, 4, 'Y')]), 'XY');
  });

  it('that overlap are refused', () => {
    for (const [a, b] of [[edit(0, 3, ''), edit(2, 4, '')], [edit(0, 4, 'x'), edit(1, 2, 'y')], [edit(1, 1, 'x'), edit(0, 2, 'y')], [edit(1, 1, 'x'), edit(1, 1, 'y')]] as const) {
      assert.equal(overlap(a, b), true);
      assert.equal(overlap(b, a), true);
      assert.equal(applyEdits('abcd', [a, b]), undefined);
    }
  });

  it('in two files never overlap', () => assert.equal(overlap(edit(0, 3, ''), edit(0, 3, '', 'file:///b.py')), false));

  it('that are the same insertion merge', () => {
    assert.equal(applyEdits('ab', [edit(1, 1, 'x'), edit(1, 1, 'x')]), 'axb');
    assert.equal(applyEdits('ab', [edit(0, 1, ''), edit(0, 1, '')]), 'b');
  });

  it('of one file are picked in text order', () => {
    const all = [edit(5, 6, 'b'), edit(1, 2, 'c', 'file:///b.py'), { create: 'file:///c.py', text: '' }, edit(0, 0, 'a')];
    assert.deepEqual(editsOf(all, 'file:///a.py').map(({ text }) => text), ['a', 'b']);
  });

  it('of one fix that insert at one place become one, in their order', () => {
    assert.deepEqual(joinInsertions([edit(3, 3, 'b'), edit(1, 1, 'x'), edit(3, 3, 'a'), edit(3, 4, 'c'), edit(3, 3, 'd', 'file:///b.py')]), [edit(3, 3, 'ba'), edit(1, 1, 'x'), edit(3, 4, 'c'), edit(3, 3, 'd', 'file:///b.py')]);
    assert.deepEqual(joinInsertions([edit(1, 1, 'x'), edit(1, 1, 'x'), { create: 'file:///c.py', text: '' }]), [edit(1, 1, 'x'), { create: 'file:///c.py', text: '' }]);
  });

  it('that belong together become one where they overlap', () => {
    assert.deepEqual(mergeEdits('abcdef', [edit(2, 4, 'Y'), edit(0, 3, 'X')]), [edit(0, 4, 'XY')]);
    assert.deepEqual(mergeEdits('abcdef', [edit(0, 1, 'X'), edit(1, 2, 'Y')]), [edit(0, 1, 'X'), edit(1, 2, 'Y')]);
  });

  it('leave no empty line where lines are put in place of removed ones', () => {
    const text = 'a\nb\nc\n';
    const merged = mergeEdits(text, [edit(2, 6, ''), edit(4, 6, '\nd\n')]);
    assert.equal(applyEdits(text, merged), 'a\nd\n');
  });

  it('merged never overlap, whatever they were', () => {
    const anyEdit = fc.tuple(fc.nat(20), fc.nat(5), fc.constantFrom('', 'x', '\n')).map(([start, length, text]) => edit(start, start + length, text));
    fc.assert(fc.property(fc.array(anyEdit, { maxLength: 6 }), (edits) => {
      const text = 'abc\n'.repeat(7);
      const merged = mergeEdits(text, edits).filter(({ start, end }) => start !== end);
      merged.forEach((one, i) => merged.slice(i + 1).forEach((other) => assert.equal(overlap(one, other), false)));
    }), bounded(300));
  });
});

describe('Python strings', () => {
  const values: readonly [string, string | undefined][] = [
    ["'a.b'", 'a.b'], ['"a"', 'a'], ['"""a\nb"""', 'a\nb'], ["'''a'b'''", "a'b"], ['u"x"', 'x'], [String.raw`'\x41\u00e9\n\t\\\''`, "Aé\n\t\\'"],
    [String.raw`r'\n'`, '\\n'], [String.raw`R"C:\x41"`, 'C:\\x41'], ["b'x'", undefined], ["rb'x'", undefined], ["'a\\\nb'", 'ab'], ["'a\\\r\nb'", 'ab'], ['"""a\r\nb\rc"""', 'a\nb\nc'],
    [String.raw`'\d'`, '\\d'], ["''", ''], ["'😀'", '😀'], ["'open", undefined], ['', undefined],
  ];
  for (const [source, value] of values) it(`${JSON.stringify(source)} is ${JSON.stringify(value)}`, () => assert.equal(stringValue(source), value));

  it('are written so that they read back', () => {
    const text = fc.array(fc.constantFrom('a', "'", '"', '\\', 'é', '😀', '.'), { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, fc.constantFrom('"' as const, "'" as const), (value, quote) => assert.equal(stringValue(stringLiteral(value, quote)), value)), bounded(300));
  });
});
