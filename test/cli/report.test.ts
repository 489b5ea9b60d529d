// The parts of the text report that need unusual source text.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, place } from '../../server/src/report/frame';
import { printable, sourceLine, wrap } from '../../server/src/report/printable';
import { Sources } from '../../server/src/report/result';
import { plain } from '../../server/src/report/style';

const FILE = 'file:///p/a.py';

/** The frame of the part of `text` between two guillemets, which are no part of it. */
function framed(marked: string, around = 0): string[] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  const sources = new Sources(() => 'a.py', () => text);
  return frame({ file: FILE, start, end }, sources, { style: plain, role: 'error', mark: '^', around });
}

test('a statement over several lines is marked on each, from its first letter', () => {
  assert.deepEqual(framed('x = 1\n«call(\n    a,\n)»\ny = 2\n'), [' 2 | call(', '   | ^^^^^', ' 3 |     a,', '   |     ^^', ' 4 | )', '   | ^']);
});

test('a long statement is cut', () => {
  const rows = framed(`«call(\n${'    a,\n'.repeat(20)})»\n`);
  assert.equal(rows.length, 13);
  assert.equal(rows.at(-1), '... | (16 more lines)');
});

test('Windows line ends and the empty line after the last are not shown', () => {
  assert.deepEqual(framed('a\r\n«b»\r\nc\r\n', 2), [' 1 | a', ' 2 | b', '   | ^', ' 3 | c']);
});

test('the numbers are aligned', () => {
  const rows = framed(`${'a\n'.repeat(9)}«b»\n`, 1);
  assert.deepEqual(rows, ['  9 | a', ' 10 | b', '    | ^']);
});

test('an empty range and one at the end of the file have one mark', () => {
  assert.deepEqual(framed('a\n«»b'), [' 2 | b', '   | ^']);
  assert.deepEqual(framed('a«»'), [' 1 | a', '   |  ^']);
});

test('a file whose text is not known has a place and an empty frame', () => {
  const sources = new Sources(() => 'gone.py', () => undefined);
  assert.equal(place({ file: FILE, start: 5, end: 9 }, sources), 'gone.py:1:1');
  assert.deepEqual(frame({ file: FILE, start: 5, end: 9 }, sources, { style: plain, role: 'error', mark: '^', around: 2 }), [' 1 |', '   | ^']);
});

test('tabs end at the next stop, whatever stands before them', () => {
  assert.equal(sourceLine('\tx\ty'), '    x   y');
  assert.equal(sourceLine('日\tx'), '日  x');
});

test('control characters and direction marks become visible', () => {
  assert.equal(printable('\ufeffa\u001b[31m\u0000\u009b\u202eb'), 'a␛[31m␀\ufffd\ufffdb');
});

test('long texts are broken at spaces, by columns', () => {
  assert.equal(wrap('aa bb cc', 7, '  '), 'aa bb\n  cc');
  assert.equal(wrap('日本 日本', 7, ''), '日本\n日本');
  assert.equal(wrap('averylongword b', 5, ''), 'averylongword\nb');
  assert.equal(wrap('aa bb cc', undefined, '  '), 'aa bb cc');
});
