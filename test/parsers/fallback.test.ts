// The native parser is optional: where it does not load, WASM takes over and nothing is said.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { loadParser } from '../../server/src/parsers/load';

const ROOT = path.join(__dirname, '../..');
const PROGRAM = `
  import { loadParser } from './server/src/parsers/load';
  void loadParser({ preferNative: true }).then((parser) => {
    const tree = parser.parse('x = 1');
    console.log(parser.binding, tree.rootNode.type, tree.rootNode.endIndex);
  });
`;

/** A bundle as the command line is: the WASM files beside it, and nothing of the checkout in reach. */
function bundle(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'firstspan-parser-'));
  buildSync({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' }, outfile: path.join(folder, 'program.js'),
    bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['tree-sitter', 'tree-sitter-python'],
  });
  for (const file of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm']) cpSync(path.join(ROOT, 'node_modules', file), path.join(folder, path.basename(file)));
  return folder;
}

function run(folder: string): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [path.join(folder, 'program.js')], { encoding: 'utf8' });
}

/** Installs a module beside the bundle: the real one, or a text in its place. */
function install(folder: string, name: string, replacement?: Record<string, string>): void {
  const target = path.join(folder, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  if (!replacement) cpSync(path.join(ROOT, 'node_modules', name), target, { recursive: true, dereference: true });
  for (const [file, text] of Object.entries(replacement ?? {})) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    writeFileSync(path.join(target, file), text);
  }
}

const platform = `${process.platform}-${process.arch}`;

const CASES: [string, string, (folder: string) => void][] = [
  ['not installed', 'wasm', () => undefined],
  ['installed', 'native', (folder) => ['tree-sitter', 'tree-sitter-python', 'node-gyp-build'].forEach((name) => install(folder, name))],
  ['the grammar missing', 'wasm', (folder) => ['tree-sitter', 'node-gyp-build'].forEach((name) => install(folder, name))],
  ['a binary that does not load', 'wasm', (folder) => {
    install(folder, 'tree-sitter-python');
    install(folder, 'node-gyp-build');
    install(folder, 'tree-sitter');
    rmSync(path.join(folder, 'node_modules/tree-sitter/prebuilds'), { recursive: true });
    install(folder, 'tree-sitter', { [`prebuilds/${platform}/tree-sitter.node`]: 'not a program' });
  }],
  ['a module that throws', 'wasm', (folder) => install(folder, 'tree-sitter', { 'index.js': 'throw new Error("GLIBCXX_3.4.31 not found")' })],
  ['a module that is something else', 'wasm', (folder) => install(folder, 'tree-sitter', { 'index.js': 'module.exports = {}' })],
];

for (const [name, binding, prepare] of CASES) {
  test(`native parser ${name}: ${binding} is used, silently`, (t) => {
    const folder = bundle();
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    prepare(folder);
    assert.deepEqual([run(folder)].map(({ stdout, stderr, status }) => ({ stdout, stderr, status })), [{ stdout: `${binding} module 5\n`, stderr: '', status: 0 }]);
  });
}

test('native is not tried unless it is asked for', async () => {
  const asked: string[] = [];
  const parser = await loadParser({ load: (name) => asked.push(name) });
  assert.deepEqual([parser.binding, asked], ['wasm', []]);
});

test('no bundle contains native code or looks for it in another way', () => {
  const dist = path.join(ROOT, 'dist');
  const bundles = readdirSync(dist).filter((name) => name.endsWith('.js'));
  assert.deepEqual(bundles.sort(), ['cli.js', 'extension.js', 'parsers.js', 'server.js']);
  for (const name of bundles) assert.doesNotMatch(readFileSync(path.join(dist, name), 'utf8'), /node-gyp-build|\.node["'`]/, name);
});
