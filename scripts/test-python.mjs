// `npm run test:python [-- TEXT...]`: generates tracing.py into fresh Django projects and runs them under real servers. Needs Python 3.11 or newer.
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { environment, findPython } from './python.mjs';
import { root, setup } from './setup.mjs';

await setup();
const programs = environment(findPython(), path.join(root, 'test', 'runtime', 'stacks', 'now.txt'), 'Django, servers and OpenTelemetry');
const python = path.join(programs, process.platform === 'win32' ? 'python.exe' : 'python');
const { status } = spawnSync(python, ['-u', path.join(root, 'test', 'python', 'main.py'), process.execPath, path.join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
