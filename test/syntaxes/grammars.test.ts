// The grammars against files with assertions, by vscode-tmgrammar-test, which reads them from package.json as VS Code does.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';

const ROOT = path.join(__dirname, '../..');
const CASES = path.join(__dirname, 'cases');

/** What the injections are injected into. */
const HOSTS = [
  ...['python', 'shellscript', 'docker', 'dotenv', 'ini'].map((name) => `node_modules/tm-grammars/grammars/${name}.json`),
  ...['yaml', 'yaml-1.2'].map((name) => `test/syntaxes/yaml/${name}.tmLanguage.json`),
];

test('every word has the scope that its case asserts', () => {
  const cases = readdirSync(CASES).sort();
  const { status, output } = run(cases.map((name) => path.join(CASES, name)));
  assert.equal(status, 0, output);
  for (const name of cases) assert.ok(output.includes(name), `${name} did not run:\n${output}`);
});

test('a wrong assertion fails', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstspan-syntaxes-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const wrong = path.join(folder, 'wrong.env');
  writeFileSync(wrong, readFileSync(path.join(CASES, 'dotenv.env'), 'utf8').replace('entity.name.namespace.settings-module.firstspan', 'entity.name.other'));
  assert.notEqual(run([wrong]).status, 0);
});

test('every grammar that package.json contributes is a file with the scope name given there', () => {
  const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { contributes: { grammars: { scopeName: string; path: string }[] } };
  for (const { scopeName, path: file } of contributes.grammars) {
    assert.equal((JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as { scopeName: string }).scopeName, scopeName);
  }
  const files = readdirSync(path.join(ROOT, 'syntaxes')).filter((name) => name.endsWith('.json')).map((name) => `./syntaxes/${name}`);
  assert.deepEqual(contributes.grammars.map((grammar) => grammar.path).sort(), files.sort());
});

function run(cases: readonly string[]): { status: number | null; output: string } {
  const args = ['node_modules/vscode-tmgrammar-test/dist/unit.js', ...HOSTS.flatMap((file) => ['-g', file]), ...cases];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}
