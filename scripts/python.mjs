// Finds a Python and makes virtual environments that hold exactly what a lock file lists. They are kept in .cache/python.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { fail, root } from './setup.mjs';

/** What the packages of the current stack run on. */
const CURRENT = { oldest: [3, 11], newest: [3, 14] };

/**
 * The newest usable Python: $PYTHON, else what is on PATH and what pyenv has.
 * @param range versions `[3, minor]` from `oldest` to `newest`.
 * @returns undefined when there is none.
 */
export function usablePython(range = CURRENT) {
  const named = process.env.PYTHON ? [process.env.PYTHON] : [];
  const found = [...pyenvPythons(), ...minors(range).map((minor) => `python3.${minor}`), 'python3', 'python'];
  const usable = (candidates) => candidates.flatMap(inspect).filter(({ version }) => within(version, range)).sort((a, b) => b.version[1] - a.version[1]);
  return usable(named)[0] ?? usable(found)[0];
}

/** The same for those that cannot go on without: ends the process when there is none. */
export function findPython() {
  return usablePython() ?? fail(`No Python ${CURRENT.oldest.join('.')} or newer with venv was found.\nInstall one (Debian: apt-get install python3 python3-venv), or name one in the variable PYTHON.`);
}

const minors = ({ oldest, newest }) => Array.from({ length: newest[1] - oldest[1] + 1 }, (_, i) => newest[1] - i);
const within = ([major, minor], { oldest, newest }) => major === oldest[0] && minor >= oldest[1] && minor <= newest[1];

function pyenvPythons() {
  const versions = path.join(process.env.PYENV_ROOT ?? path.join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions).filter((name) => /^3\.\d+\.\d+$/.test(name)).map((name) => path.join(versions, name, 'bin', 'python'));
}

/** Nothing when the command is no Python or lacks venv. */
function inspect(command) {
  const done = spawnSync(command, ['-c', 'import ensurepip, sys, venv; print(*sys.version_info[:3])'], { encoding: 'utf8' });
  if (done.status !== 0) return [];
  const version = done.stdout.trim().split(' ').map(Number);
  return [{ command, version }];
}

/**
 * A virtual environment with exactly the packages of a lock file; kept until the file, the Python, or its place changes: the
 * programs of one that was moved or copied start the interpreter of the place where it was made. `pip check` finds nothing in it.
 * @param python as found by findPython. @param lock path of a requirements file with hashes. @param what is installed, for people.
 * @returns the folder of its programs.
 */
export function environment({ command, version }, lock, what) {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 12);
  const folder = path.join(root, '.cache', 'python', `${version.join('.')}-${hash}`);
  const programs = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (isComplete(folder)) return programs;
  console.error(`Installing ${what} for Python ${version.join('.')} into ${path.relative(root, folder)} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  run(command, ['-m', 'venv', folder]);
  run(path.join(programs, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', `--only-binary=${asWheels(lock)}`, '-r', lock]);
  run(path.join(programs, 'python'), ['-m', 'pip', 'check']);
  complete(folder);
  return programs;
}

/** The packages of a lock that are not to be built, by name: pip would hold what is built to `:all:` as well, and Apache, which mod_wsgi's build needs, has no wheel. */
function asWheels(lock) {
  const text = readFileSync(lock, 'utf8');
  const built = new Set([...text.matchAll(/^--no-binary (\S+)/gm)].map(([, name]) => name));
  return [...new Set([...text.matchAll(/^([\w.-]+)==/gm)].map(([, name]) => name))].filter((name) => !built.has(name)).join(',');
}

/** A file that is written last, with the place of the environment. */
const MARK = 'complete';

/** Whether all is installed in an environment, and it was made where it is. @param folder absolute path of the environment; it may not exist */
export function isComplete(folder) {
  const mark = path.join(folder, MARK);
  return existsSync(mark) && readFileSync(mark, 'utf8') === folder;
}

/** Says that all is installed in an environment. */
export function complete(folder) {
  writeFileSync(path.join(folder, MARK), folder);
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) fail(`${done.stdout}${done.stderr}\n${[command, ...args].join(' ')} failed.\nCheck the network and the messages above, then run the command again.`);
}
