// Python environments of the suites: one that was moved or copied is made anew, since its programs start the interpreter of another place.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import { ROOT } from './files';

const MODULE = pathToFileURL(path.join(ROOT, 'scripts', 'python.mjs')).href;

/** What an expression over `complete(folder)` and `isComplete(folder)` gives; scripts are modules, which tests cannot load themselves. */
function evaluated(expression: string): unknown {
  const program = `import { complete, isComplete } from ${JSON.stringify(MODULE)}; console.log(JSON.stringify(${expression}))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT, encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}

/** A folder with an environment that is complete. */
function made(t: TestContext): { readonly folder: string; readonly environment: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstspan-environments-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const environment = path.join(folder, 'one');
  mkdirSync(environment);
  evaluated(`complete(${JSON.stringify(environment)}) ?? true`);
  return { folder, environment };
}

const isComplete = (...folders: string[]): unknown => evaluated(`${JSON.stringify(folders)}.map(isComplete)`);

test('an environment is complete once all is installed in it', (t) => {
  const { folder, environment } = made(t);
  mkdirSync(path.join(folder, 'begun'));
  assert.deepEqual(isComplete(environment, path.join(folder, 'begun'), path.join(folder, 'nowhere')), [true, false, false]);
});

test('a copy of it is not, nor one that an older version made', (t) => {
  const { folder, environment } = made(t);
  const [copy, older] = [path.join(folder, 'copy'), path.join(folder, 'older')];
  cpSync(environment, copy, { recursive: true });
  mkdirSync(older);
  writeFileSync(path.join(older, 'complete'), '');
  assert.deepEqual(isComplete(copy, older), [false, false]);
});
