// The benchmark's parts: what is measured on, what is typed, how it is measured and counted. No time is asserted.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test, type TestContext } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadParser } from '../../server/src/parsers/load';
import { timeInTurn } from './command';
import { filler } from './filler';
import { LARGE, largeEntrypoint, largeTree, SMALL_ENTRYPOINT, smallProject, write } from './inputs';
import { keystrokes } from './keystrokes';
import { readByCheck, readByServer } from './reads';
import { json, table } from './report';
import { Server } from './server';
import { isMet, limitOf, percentile, type Row } from './statistics';

const DIST = path.join(__dirname, '../../dist');

function scratch(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'firstspan-bench-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a percentile is one of the measurements, by nearest rank', () => {
  const values = [5, 1, 4, 2, 3];
  assert.deepEqual([0.5, 0.2, 0.21, 0.95, 1, 0].map((share) => percentile(values, share)), [3, 1, 2, 5, 5, 1]);
  assert.throws(() => percentile([], 0.5), /Nothing was measured/);
});

test('aims compare with another program, or with a number', () => {
  const row: Row = { what: 'keys', unit: 'ms', firstspan: 30, beside: { ruff: 10 } };
  assert.deepEqual([3, 2.9].map((factor) => isMet({ ...row, aim: { factor, of: 'ruff' } })), [true, false]);
  assert.deepEqual([limitOf({ ...row, aim: { factor: 90 } }), isMet(row)], [90, undefined]);
  assert.match(table([{ ...row, aim: { factor: 1, of: 'ruff' } }]), /keys +30 ms +ruff 10 ms \(3\.00x\) +aim: no more than ruff: NOT MET/);
  assert.deepEqual(JSON.parse(json([{ ...row, aim: { factor: 3, of: 'ruff' } }]))[0].met, true);
});

test('the large entrypoint is the same every time, has its number of lines, and parses', async () => {
  const text = largeEntrypoint();
  assert.equal(text, largeEntrypoint());
  assert.equal(text.split('\n').length - 1, LARGE);
  const parser = await loadParser();
  for (const python of [text, SMALL_ENTRYPOINT, ...[1, 2, 3, 40].map((seed) => `${filler(seed, 10 * seed).join('\n')}\n`)]) {
    const tree = parser.parse(python);
    assert.equal(tree.rootNode.hasError, false);
    tree.delete();
  }
  assert.equal(filler(5, 123).length, 123);
});

test('at least 60 keystrokes are typed, each makes the text that it says, and the last one ends where it began', () => {
  const text = largeEntrypoint();
  const typed = keystrokes(text);
  assert.ok(typed.filter(({ counts }) => counts).length >= 60);
  let document = TextDocument.create('file:///a.py', 'python', 0, text);
  for (const keystroke of typed) {
    document = TextDocument.update(document, [keystroke.change], document.version + 1);
    assert.equal(document.getText(), keystroke.text);
  }
  assert.equal(document.getText(), text);
});

test('the large tree has as many files as it should', (t) => {
  const folder = largeTree(scratch(t), 1234);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
  assert.equal(files.length, 1234);
  assert.ok(files.includes(path.join('backend', 'shop', 'wsgi.py')));
});

test('the driver waits for the diagnostics of exactly the text that it sent', async (t) => {
  const text = largeEntrypoint();
  const folder = write(scratch(t), smallProject(text));
  const server = await Server.start({ program: process.execPath, args: [path.join(DIST, 'server.js'), '--stdio'] }, folder);
  const opened = await server.open(path.join(folder, 'shop', 'wsgi.py'), text);
  assert.ok(opened.diagnostics > 0 && opened.took > 0 && server.coldStart > 0);
  const typed = keystrokes(text).slice(0, 12);
  assert.equal((await server.type(typed)).length, typed.filter(({ counts }) => counts).length);
  assert.ok(server.memory() > 1);
  await server.stop();
});

test('what is opened of a tree does not depend on how many other files are in it', async (t) => {
  const folder = scratch(t);
  const trees = [28, 2008].map((count) => largeTree(path.join(folder, String(count)), count));
  const [few, many] = await Promise.all(trees.map((tree) => readByCheck(DIST, tree)));
  assert.deepEqual(many, few);
  assert.ok(few!.includes(path.join('backend', 'shop', 'settings.py')) && few!.length <= smallProject('').size, few!.join());
  const opened: string[][] = [];
  for (const tree of trees) opened.push(await readByServer(DIST, tree, path.join(tree, 'backend', 'shop', 'wsgi.py')));
  assert.deepEqual(opened[1], opened[0]);
  assert.ok(opened[0]!.includes(path.join('backend', 'shop', 'settings.py')) && opened[0]!.length <= smallProject('').size, opened[0]!.join());
});

test('commands are timed in turn, and one that fails is no measurement', (t) => {
  const node = (code: string) => ({ program: process.execPath, args: ['-e', code] });
  const times = timeInTurn({ nothing: node('0'), found: node('process.exitCode = 1') }, scratch(t), 2);
  assert.deepEqual([times.nothing.length, times.found.length], [2, 2]);
  assert.throws(() => timeInTurn({ broken: node('process.exit(2)') }, '.', 1), /ended with 2/);
});
