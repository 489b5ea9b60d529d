// Writing a fix: only over the text it was made for, and never a half or elsewhere.
import * as assert from 'node:assert/strict';
import { readdirSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { writeChanges, type Change } from '../../server/src/cli/write-file';
import { folder, read, write } from './harness';

function change(top: string, name: string, before: string | undefined): Change {
  return { file: path.join(top, name), name, before, after: 'new\r\n' };
}

test('a file that has changed meanwhile is left alone, and so are the others', (t) => {
  const top = write(folder(t), { 'a.py': 'old\n', 'b.py': 'changed\n' });
  assert.throws(() => writeChanges([change(top, 'a.py', 'old\n'), change(top, 'b.py', 'old\n')], top), /^Failure: b\.py was not changed\./);
  assert.deepEqual([read(top, 'a.py'), read(top, 'b.py')], ['old\n', 'changed\n']);
});

test('a file that was to be created and is there meanwhile is left alone', (t) => {
  const top = write(folder(t), { 'a.py': 'yours\n' });
  assert.throws(() => writeChanges([change(top, 'a.py', undefined)], top), /Failure: a\.py was not changed\./);
  assert.equal(read(top, 'a.py'), 'yours\n');
});

test('nothing is written through a link that leads out', (t) => {
  const outside = write(folder(t), { 'a.py': 'old\n' });
  const top = folder(t);
  symlinkSync(path.join(outside, 'a.py'), path.join(top, 'a.py'));
  symlinkSync(outside, path.join(top, 'out'));
  assert.throws(() => writeChanges([change(top, 'a.py', 'old\n')], top), /leads out of the checked folder/);
  assert.throws(() => writeChanges([change(top, 'out/new.py', undefined)], top), /leads out of the checked folder/);
  assert.deepEqual([read(outside, 'a.py'), readdirSync(outside)], ['old\n', ['a.py']]);
});

test('a file that has gone is a failure in three parts', (t) => {
  const top = folder(t);
  assert.throws(() => writeChanges([change(top, 'gone.py', 'old\n')], top), /gone\.py could not be written\. ENOENT.* Make the file/);
});

test('new and changed files are written as they are given', (t) => {
  const top = write(folder(t), { 'a.py': 'old\n' });
  writeChanges([change(top, 'a.py', 'old\n'), change(top, 'b.py', undefined)], top);
  assert.deepEqual([read(top, 'a.py'), read(top, 'b.py'), readdirSync(top).sort()], ['new\r\n', 'new\r\n', ['a.py', 'b.py']]);
});
