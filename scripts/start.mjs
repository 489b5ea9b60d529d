// `npm start [-- PATH]`: checks the sample projects, or PATH, and shows what an editor would underline.
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { root, setup } from './setup.mjs';

await setup();
const asked = process.argv[2];
// npm runs scripts in the package's folder; INIT_CWD is where the person is.
const folder = asked ? path.resolve(process.env.INIT_CWD ?? '.', asked) : path.join(root, 'examples');
const shown = path.relative(process.cwd(), folder) || '.';

console.log(`First Span reads ${shown} as text and runs none of its code.\n`);
const { status } = spawnSync(process.execPath, [path.join(root, 'dist', 'cli.js'), 'check', '--order', folder], { stdio: 'inherit' });
if (status === 0 || status === 1) sayWhatIsNext();
// Findings are what the command is for: only a check that could not run fails.
process.exitCode = status === 1 ? 0 : status ?? 2;

function sayWhatIsNext() {
  const next = [
    [`npm run editor${asked ? ` -- ${asked}` : ''}`, `opens ${asked ? 'it' : 'the samples'} in VS Code, or in the browser: each mistake is underlined, and Ctrl+. mends it`],
    [`node dist/cli.js check ${shown} --diff`, 'shows what the safe fixes would change'],
    ['node dist/cli.js explain RULE', 'says more about a rule named above in brackets'],
  ];
  const width = Math.max(...next.map(([command]) => command.length));
  console.log(['', 'What now', ...next.map(([command, words]) => `  ${command.padEnd(width)}  ${words}`)].join('\n'));
}
