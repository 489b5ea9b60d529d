// Runs the editor suites: the extension-host suite, then the page suite. Prints the counts as its last line.
// `--update-screenshots` copies the pictures of the README; other arguments select page tests by path.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { runApiSuite } from './api/run';
import { chooseEditor } from './choose';
import { sum, type Count } from './count';
import { findChromium } from './harness/browser';
import { hostProblem, installHost } from './harness/host';
import { updateReadmeImages } from './readme-images';
import { runNodeTests } from './run-node-tests';

interface Request {
  readonly vsix: string;
  readonly selection: readonly string[];
  readonly updateScreenshots: boolean;
}

/** Sets the process's exit code: 0 when tests ran and all passed. */
async function main(request: Request): Promise<void> {
  const counts: Count[] = [];
  if (request.selection.length === 0) counts.push(await apiSuite(request.vsix));
  counts.push(pageSuite(request));
  if (request.updateScreenshots) updateReadmeImages();
  const { passed, failed } = sum(counts);
  if (passed + failed === 0) console.error('No test ran.');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function apiSuite(vsix: string): Promise<Count> {
  const choice = chooseEditor(process.env, process.platform, process.arch);
  if (choice.kind === 'stand-in') prepare();
  const executable = choice.kind === 'download' ? await downloadAndUnzipVSCode(choice.version) : choice.executable;
  console.log(`Extension-host suite in ${choice.kind === 'stand-in' ? 'code-server, which stands in for VS Code' : executable}`);
  return runApiSuite(executable, vsix);
}

function pageSuite({ vsix, selection }: Request): Count {
  const problem = hostProblem();
  if (problem) {
    console.log(`The page suite does not run on this platform. ${problem}`);
    return { passed: 0, failed: 0 };
  }
  prepare();
  return runNodeTests(selection, vsix);
}

function prepare(): void {
  findChromium();
  installHost((line) => console.log(line));
}

const [vsix, ...rest] = process.argv.slice(2);
const selection = rest.filter((one) => !one.startsWith('--'));
main({ vsix, selection, updateScreenshots: rest.includes('--update-screenshots') }).catch((error: Error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
