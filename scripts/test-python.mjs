// `npm run test:python [-- TEXT...]`: generates tracing.py into fresh Django projects and runs them under real servers. Needs Python 3.11 or newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { fail, root, setup } from './setup.mjs';

const OLDEST = [3, 11];
const LOCK = path.join(root, 'test', 'python', 'requirements.txt');
const windows = process.platform === 'win32';

await setup();
const python = environment(findPython());
const { status } = spawnSync(python, ['-u', path.join(root, 'test', 'python', 'main.py'), process.execPath, path.join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;

/** The newest usable Python: $PYTHON, else what is on PATH and what pyenv has. */
function findPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : [...pyenvPythons(), 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
  const usable = candidates.flatMap(inspect).sort((a, b) => b.version[1] - a.version[1]);
  if (usable.length === 0) fail(`No Python ${OLDEST.join('.')} or newer with venv was found.\nIt runs the generated code.\nInstall one (Debian: apt-get install python3 python3-venv), or name one in the variable PYTHON.`);
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
  return version[0] === OLDEST[0] && version[1] >= OLDEST[1] && version[1] <= 14 ? [{ command, version }] : [];
}

/** A virtual environment with exactly the locked packages; kept until the lock file or the Python changes. */
function environment({ command, version }) {
  const lock = createHash('sha256').update(readFileSync(LOCK)).digest('hex').slice(0, 12);
  const folder = path.join(root, '.cache', 'python', `${version.join('.')}-${lock}`);
  const executable = path.join(folder, ...(windows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return executable;
  console.log(`Installing Django, servers and OpenTelemetry for Python ${version.join('.')} into ${path.relative(root, folder)} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  run(command, ['-m', 'venv', folder]);
  run(executable, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary=:all:', '-r', LOCK]);
  writeFileSync(complete, '');
  return executable;
}

function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) fail(`${done.stdout}${done.stderr}\n${[command, ...args].join(' ')} failed.\nCheck the network and the messages above, then run the command again.`);
}
