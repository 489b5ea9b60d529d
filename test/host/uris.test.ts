// One file, one spelling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { join } from '../../server/src/core/text/uri';
import { fromPath, isFile, normalise, toPath } from '../../server/src/host/uris';

test('spellings of one file are one', () => {
  for (const [expected, ...spellings] of [
    ['file:///c%3A/a%20b/x.py', 'file:///c:/a b/x.py', 'file:///C:/a%20b/x.py', 'file:///c%3a/a%20b/%78.py', 'file:///C%3A/a%20b/x.py'],
    ['file:///w/%C3%BC%20(1)/a%2Bb.py', 'file:///w/ü (1)/a+b.py', 'file:///w/%c3%bc%20%281%29/a%2bb.py'],
    ['file://server/share/x.py', 'file://server/share/x.py'],
    ['file:///w', 'file:///w/', 'file:///w'],
  ]) for (const spelling of spellings) assert.equal(normalise(spelling), expected, spelling);
});

test('normalising twice changes nothing, and joining gives normal URIs', () => {
  const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !/[\\/\0]/.test(text) && text !== '.' && text !== '..');
  fc.assert(fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
    const uri = join('file:///w', segments.join('/'));
    assert.equal(normalise(uri), uri);
    assert.equal(fromPath(toPath(uri)), uri);
    assert.equal(toPath(uri), `/w/${segments.join('/')}`);
  }));
});

test('only file URIs are files', () => {
  assert.deepEqual(['file:///a', 'untitled:a', 'git:/a', 'vscode-notebook-cell:/a#1', 'vscode-vfs://github/a'].map(isFile), [true, false, false, false, false]);
});
