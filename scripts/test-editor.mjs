// `npm run test:editor [-- --update-screenshots] [-- TEXT...]`: set-up, the package, then the suites in a real editor.
// TEXT selects page tests by path and leaves the extension-host suite out.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { root, setup } from './setup.mjs';

await setup();
run('scripts/package.mjs');
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
run('--require', './test/from-sources.cjs', 'test/editor/main.ts', path.join(root, `${name}-${version}.vsix`), ...process.argv.slice(2));

/** Runs Node in the checkout, and ends this process where that fails. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
