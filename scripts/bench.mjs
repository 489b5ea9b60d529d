// `npm run bench [-- --json] [-- PART...]`: speed and memory beside ruff and pyright, in one run. PART: server, small, tree, reads. Needs Python 3.11 or newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { build as bundle } from 'esbuild';
import { build, common } from './build.mjs';
import { environment, findPython } from './python.mjs';
import { fail, root, runNpm, setup } from './setup.mjs';

const PEERS = path.join(root, 'test', 'bench', 'peers');
const CACHE = path.join(root, '.cache', 'bench');

await setup();
const dist = path.join(CACHE, 'dist');
// What is measured is what is shipped.
await build({ production: true, outdir: dist });
await bundle({ ...common, platform: 'node', entryPoints: ['test/bench/floor.ts'], outfile: path.join(dist, 'floor.js'), minify: true });
const ruff = path.join(environment(findPython(), path.join(PEERS, 'requirements.txt'), 'ruff'), process.platform === 'win32' ? 'ruff.exe' : 'ruff');
const pyright = path.join(packages(), 'node_modules', 'pyright', 'langserver.index.js');
const { status } = spawnSync(process.execPath, ['--require', './test/from-sources.cjs', 'test/bench/main.ts', dist, ruff, pyright, ...process.argv.slice(2)], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
process.exitCode = status ?? 1;

/** The npm packages of the comparison, as their lock file lists them. @returns the folder that holds node_modules */
function packages() {
  const hash = createHash('sha256').update(readFileSync(path.join(PEERS, 'package-lock.json'))).digest('hex').slice(0, 12);
  const folder = path.join(CACHE, `packages-${hash}`);
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return folder;
  console.error(`Installing pyright into ${path.relative(root, folder)} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(path.join(PEERS, file), path.join(folder, file));
  const done = runNpm(['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  if (done.status !== 0) fail(`${done.output}\nPyright could not be installed: npm ci ended with ${done.status}.\nCheck the network and the messages above, then run the command again.`);
  writeFileSync(complete, '');
  return folder;
}
