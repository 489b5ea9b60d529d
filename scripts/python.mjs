// Finds a Python and makes virtual environments that hold exactly what a lock file lists. They are kept in .cache/python.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { fail, root } from './setup.mjs';

const OLDEST = [3, 11];
const NEWEST = [3, 14];

/** The newest usable Python: $PYTHON, else what is on PATH and what pyenv has. Ends the process when there is none. */
export function findPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : [...pyenvPythons(), 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
  const usable = candidates.flatMap(inspect).sort((a, b) => b.version[1] - a.version[1]);
  if (usable.length === 0) fail(`No Python ${OLDEST.join('.')} or newer with venv was found.\nInstall one (Debian: apt-get install python3 python3-venv), or name one in the variable PYTHON.`);
  return usable[0];
}

function pyenvPythons() {
  const versions = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions).filter((name) => /^3\.\d+\.\d+$/.test(name)).map((name) => path.join(versions, name, 'bin', 'python'));
}

/** Nothing when the command is no Python, too old, newer than the locked packages know, or lacks venv. */
function inspect(command) {
  const done = spawnSync(command, ['-c', 'import ensurepip, sys, venv; print(*sys.version_info[:3])'], { encoding: 'utf8' });
  if (done.status !== 0) return [];
  const version = done.stdout.trim().split(' ').map(Number);
  return version[0] === OLDEST[0] && version[1] >= OLDEST[1] && version[1] <= NEWEST[1] ? [{ command, version }] : [];
}

/**
 * A virtual environment with exactly the packages of a lock file; kept until the file or the Python changes.
 * @param python as found by findPython. @param lock path of a requirements file with hashes. @param what is installed, for people.
 * @returns the folder of its programs.
 */
export function environment({ command, version }, lock, what) {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  const folder = path.join(root, '.cache', 'python', `${version.join('.')}-${hash}`);
  const programs = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return programs;
  console.error(`Installing ${what} for Python ${version.join('.')} into ${path.relative(root, folder)} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  run(command, ['-m', 'venv', folder]);
  run(path.join(programs, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary=:all:', '-r', lock]);
  writeFileSync(complete, '');
  return programs;
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) fail(`${done.stdout}${done.stderr}\n${[command, ...args].join(' ')} failed.\nCheck the network and the messages above, then run the command again.`);
}
