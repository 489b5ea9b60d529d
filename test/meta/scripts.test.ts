// `npm test` itself: a run in which nothing was found, or nothing ran, is a failure.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test, type TestContext } from 'node:test';
import { ROOT } from './files';

/** Runs one test file with the counting reporter, outside of this run. */
function counts(t: TestContext, text: string): object {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstspan-meta-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'one.test.ts');
  const result = path.join(folder, 'counts.json');
  writeFileSync(file, text);
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  spawnSync(process.execPath, ['--require', './test/from-sources.cjs', '--test', '--test-reporter=./scripts/count-reporter.mjs', `--test-reporter-destination=${result}`, file], { cwd: ROOT, env });
  const { empty, ...rest } = JSON.parse(readFileSync(result, 'utf8'));
  return { ...rest, empty: empty.map((name: string) => path.basename(name)) };
}

const SUITE = "import { describe, it, test } from 'node:test';\n";
// A test that is left out is what the counting is about; this file itself may not contain one.
const LEFT_OUT = `test.${'skip'}('c', () => {});`;

test('tests are counted one by one, and groups are none', (t) => {
  const text = `${SUITE}describe('g', () => { it('a', () => {}); it('b', () => { throw new Error('no'); }); });\n${LEFT_OUT}`;
  assert.deepEqual(counts(t, text), { passed: 1, failed: 1, skipped: 1, empty: [] });
});

test('a file without tests is named', (t) => {
  assert.deepEqual(counts(t, 'export {};\n'), { passed: 0, failed: 0, skipped: 0, empty: ['one.test.ts'] });
});

test('a file that cannot be run fails', (t) => {
  assert.deepEqual(counts(t, 'throw new Error("no");\n'), { passed: 0, failed: 1, skipped: 0, empty: [] });
});

test('npm test fails where no test file is found', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', 'no-file-has-this-name'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /No test file was found/);
});

test('npm start shows the samples\' findings and their start-up order, and succeeds', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, encoding: 'utf8' });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  for (const expected of [/^error .*\[[a-z-]+\]$/m, /^ +\| +\^+$/m, /^Start-up order of gunicorn:/m, /^Found \d+ errors/m, /npm run editor/]) assert.match(stdout, expected);
});

test('npm start with a path checks that one, seen from where npm was called', () => {
  const start = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['scripts/start.mjs', ...args], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, INIT_CWD: path.join(ROOT, 'examples') } });
  const warehouse = start('warehouse');
  assert.equal(warehouse.status, 0);
  assert.match(warehouse.stdout, /^Found 1 error in 1 file\.$/m);
  const nowhere = start('nowhere');
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /nowhere does not exist/);
});
