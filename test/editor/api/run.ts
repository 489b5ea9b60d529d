// Runs the suites in the extension host of VS Code, or of its stand-in, with the packaged extension installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveCliPathFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import type { Count } from '../count';
import { repository } from '../harness/paths';
import { below, shop } from '../projects/shop';
import { writeProject } from '../projects/write';
import { buildSuites } from './build';
import { printWhileWritten } from './print-log';

/** One project for each test, so that no test sees what another one did. */
const projects = ['diagnostics', 'unopened', 'editing', 'watched', 'quickfix', 'fixall'];

/**
 * @param executable VS Code, or the stand-in.
 * @param vsix the packaged extension.
 * @returns what was counted; a run that ended badly without a count is one failure.
 */
export async function runApiSuite(executable: string, vsix: string): Promise<Count> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'first-span-api-'));
  const workspace = path.join(folder, 'workspace');
  const profile = [`--user-data-dir=${path.join(folder, 'data')}`, `--extensions-dir=${path.join(folder, 'extensions')}`];
  const report = path.join(folder, 'report.json');
  const log = printWhileWritten(path.join(folder, 'log.txt'));
  try {
    for (const name of projects) writeProject(workspace, below(name, shop()));
    install(executable, vsix, profile);
    const passed = await succeeded(runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: path.join(repository, 'test/editor/api/carrier'),
      extensionTestsPath: await buildSuites(),
      launchArgs: [workspace, ...profile],
      extensionTestsEnv: { FIRSTSPAN_TEST_LOG: log.file, FIRSTSPAN_TEST_REPORT: report },
    }));
    return counted(report, passed);
  } finally {
    log.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

// Not runVSCodeCommand(): it downloads VS Code even when it is given an executable.
function install(executable: string, vsix: string, profile: readonly string[]): void {
  const command = resolveCliPathFromVSCodeExecutablePath(executable);
  const done = spawnSync(command, ['--install-extension', vsix, '--force', ...profile],
    { encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`Installing ${vsix} failed. ${done.error ?? ''}\n${done.stdout}${done.stderr}`);
}

async function succeeded(run: Promise<number>): Promise<boolean> {
  try {
    return (await run) === 0;
  } catch (error) {
    console.error(String(error));
    return false;
  }
}

function counted(report: string, passed: boolean): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const count = JSON.parse(readFileSync(report, 'utf8')) as Count;
  return passed || count.failed > 0 ? count : { ...count, failed: 1 };
}
