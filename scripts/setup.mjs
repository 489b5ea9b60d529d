// Makes a clone ready: installs the packages and builds dist/ where either is missing or out of date. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const OLDEST_NODE = [20, 19];
const BUILD_INPUTS = ['client/src', 'server/src', 'scripts/build.mjs', 'package-lock.json', 'tsconfig.json'];
const BUILD_OUTPUTS = ['dist/cli.js', 'dist/parsers.js', 'dist/rules', 'dist/web-tree-sitter.wasm', 'dist/tree-sitter-python.wasm', 'dist/tree-sitter-bash.wasm'];

/** Installs and builds what is needed; ends the process with a message when that fails. */
export async function setup() {
  checkNode();
  installPackages();
  await buildDist();
}

/** Ends the process when this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`First Span needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${process.versions.node}.\nInstall a newer Node and run the command again.`);
}

/** Runs `npm ci` unless node_modules holds what package-lock.json asks for. */
export function installPackages() {
  if (packagesAreInstalled()) return;
  console.log('Installing the packages from package-lock.json (about a minute the first time) ...');
  const flags = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, output } = runNpm(flags);
  if (status !== 0) fail(`${output}\nThe packages could not be installed: npm ci ended with ${status}.\nCheck the network and the messages above, then run the command again.`);
}

async function buildDist() {
  if (distIsFresh()) return;
  const { build } = await import('./build.mjs');
  // esbuild has printed the place and the text of its own errors.
  await build().catch((error) => fail(error.errors ? 'The build failed.' : `The build failed: ${error.message}`));
}

/** What npm noted as installed agrees with the lock file; optional packages of other platforms may be absent. */
function packagesAreInstalled() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  return Object.entries(lockedPackages('package-lock.json')).every(([folder, wanted]) =>
    folder === '' || wanted.optional || installed[folder]?.version === wanted.version);
}

function lockedPackages(file) {
  const where = path.join(root, file);
  return existsSync(where) ? JSON.parse(readFileSync(where, 'utf8')).packages : undefined;
}

function distIsFresh() {
  const outputs = BUILD_OUTPUTS.map((file) => path.join(root, file));
  if (!outputs.every((file) => existsSync(file))) return false;
  const built = statSync(outputs[0]).mtimeMs;
  return BUILD_INPUTS.every((input) => newest(path.join(root, input)) <= built);
}

/** The latest change of a file or of anything in a folder; a deleted file changes its folder. */
function newest(where) {
  if (!existsSync(where)) return 0;
  const own = statSync(where).mtimeMs;
  if (!statSync(where).isDirectory()) return own;
  return readdirSync(where).reduce((latest, name) => Math.max(latest, newest(path.join(where, name))), own);
}

/** npm tells its scripts where it is; without that it is looked for on PATH (a shell finds npm.cmd on Windows). */
export function runNpm(args, cwd = root) {
  const npm = process.env.npm_execpath;
  const options = { cwd, encoding: 'utf8', maxBuffer: 1 << 26 };
  const done = npm && /npm-cli\.js$/.test(npm)
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return { status: done.status ?? done.error?.message, output: `${done.stdout ?? ''}${done.stderr ?? ''}` };
}

/** Prints a message and ends the process with 1. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await setup();
