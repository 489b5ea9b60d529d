// `node scripts/review.mjs FOLDER [TEXT...]`: checks each repository below FOLDER and prints, for people to judge, every
// finding with its context and, for each instrument() call without one, why it is silent. TEXT selects repositories by name.
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { checkNode, fail, installPackages, root } from './setup.mjs';

const [folder, ...selection] = process.argv.slice(2);
if (!folder) fail('Usage: node scripts/review.mjs FOLDER [TEXT...]');
checkNode();
installPackages();
const { status } = spawnSync(process.execPath, ['--require', './test/from-sources.cjs', 'test/corpus/review/main.ts', path.resolve(folder), ...selection], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
process.exitCode = status ?? 1;
