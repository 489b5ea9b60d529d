// `npm run test:runtime [-- OPTION...]`: starts Django projects under real servers and records the spans that arrive. `--help` lists the options.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { environment, usablePython } from './python.mjs';
import { root, setup } from './setup.mjs';

const FOLDER = path.join(root, 'test', 'runtime');

await setup();
const words = process.argv.slice(2);
const wanted = words.includes('--otel') ? words[words.indexOf('--otel') + 1].split(',') : ['now'];
const known = JSON.parse(readFileSync(path.join(FOLDER, 'stacks', 'stacks.json'), 'utf8'));
const made = known.filter(({ id }) => wanted.includes('all') || wanted.includes(id)).flatMap(make);
const { status } = spawnSync(process.execPath, ['--require', './test/from-sources.cjs', path.join(FOLDER, 'main.ts'), JSON.stringify(made), ...words], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
process.exitCode = status ?? 1;

/** A stack with the folder of its programs; none where no Python of its versions is there. */
function make(stack) {
  const python = usablePython(stack);
  if (python) return [{ id: stack.id, completed: stack.completed, unprivileged: stack.unprivileged, programs: environment(python, path.join(FOLDER, 'stacks', `${stack.id}.txt`), stack.title) }];
  console.error(`${stack.title} is left out: no Python ${stack.oldest.join('.')} to ${stack.newest.join('.')} with venv was found.`);
  return [];
}
