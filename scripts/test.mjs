// `npm test [-- TEXT...]`: set-up, type check, then every suite that needs Node alone. TEXT selects files by path and skips the type check.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fail, root, setup } from './setup.mjs';

/** Suites with commands of their own: they need a browser or Python. */
const OTHER_COMMANDS = ['test/editor', 'test/python'];
const PROJECTS = ['.', 'server/src/core'];

await setup();
const selection = process.argv.slice(2);
const files = testFiles('test').filter((file) => selection.length === 0 || selection.some((text) => file.includes(text)));
if (files.length === 0) fail(`No test file was found${selection.length > 0 ? ` for ${selection.join(', ')}` : ''}.`);

const badProjects = selection.length > 0 ? [] : PROJECTS.filter((project) => !typeChecks(project));
const counts = runTests(files);
for (const project of badProjects) console.error(`The type check of ${project} failed; its errors are above.`);
for (const file of counts.empty) console.error(`${file} ran no test.`);
if (counts.skipped > 0) console.error(`${counts.skipped} tests were skipped: none may be.`);
if (counts.passed + counts.failed === 0) console.error('No test ran.');

const failed = counts.failed + counts.skipped + counts.empty.length + badProjects.length;
console.log(`${counts.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || counts.passed === 0 || counts.status !== 0 ? 1 : 0;

/** Test files below a folder, by path, `/`-separated. */
function testFiles(folder) {
  if (OTHER_COMMANDS.includes(folder) || !existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return testFiles(name);
      return entry.name.endsWith('.test.ts') ? [name] : [];
    });
}

function typeChecks(project) {
  return node(['node_modules/typescript/bin/tsc', '-p', project]).status === 0;
}

/** Runs the files with node:test; the counting reporter writes beside the readable one. */
function runTests(names) {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstspan-test-'));
  const result = path.join(folder, 'counts.json');
  const reporters = ['spec', 'stdout', './scripts/count-reporter.mjs', result]
    .map((value, i) => `--test-reporter${i % 2 === 1 ? '-destination' : ''}=${value}`);
  try {
    const { status } = node(['--require', './test/from-sources.cjs', '--test', ...reporters, ...names]);
    return { ...JSON.parse(readFileSync(result, 'utf8')), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
