// Starts and stops the VS Code server, and installs extensions into a profile.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { hostNode, serverMain } from './host';
import { profileEnvironment, type Profile } from './profile';
import { until } from './until';

export interface ServerOptions {
  /** Workspace trust: with `false` every folder is trusted without a question. */
  readonly trust?: boolean;
  /** Lets a page pass `extensionTestsPath` and other development options to the workbench. */
  readonly testDriver?: boolean;
}

export interface EditorServer {
  /** Such as `127.0.0.1:41234`. */
  readonly authority: string;
  /** Asked for in every request, because everybody on this machine can reach the port. */
  readonly token: string;
  /** What the server has printed so far. */
  log(): string;
  /** Resolves when the server has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** @throws when the server ends or does not answer; the message holds its output. */
export async function startServer(profile: Profile, options: ServerOptions = {}): Promise<EditorServer> {
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(profile.root, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const args = ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile, ...common(profile),
    '--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments', '--disable-getting-started-override',
    ...(options.trust ? [] : ['--disable-workspace-trust']), ...(options.testDriver ? ['--enable-smoke-test-driver'] : [])];
  // In a process group of its own, so that Ctrl+C reaches only the harness, which then ends the group in order.
  const child = spawn(hostNode, ['--import', path.join(__dirname, 'watchdog.mjs'), serverMain, ...args],
    { env: profileEnvironment(profile), stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const log = collect(child);
  const ended = once(child, 'close');
  const port = await until(() => {
    if (child.exitCode !== null) throw new Error(`The editor's server ended with ${child.exitCode}.\n${log()}`);
    return /listening on (\d+)/.exec(log())?.[1];
  }, { what: () => `the editor's server\n${log()}` });
  return { authority: `127.0.0.1:${port}`, token, log, ended, stop: () => stop(child, ended) };
}

/** @throws when the editor refuses the package; the message holds its output. @returns what the editor printed. */
export async function installVsix(profile: Profile, vsix: string): Promise<string> {
  const child = spawn(hostNode, [serverMain, ...common(profile), '--install-extension', vsix, '--force'],
    { env: profileEnvironment(profile), stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`Installing ${vsix} ended with ${code}.\n${log()}`);
  return log();
}

export interface WindowOptions {
  /** The folder to open; an empty window without it. */
  readonly folder?: string;
  /** Development options; read by the workbench only with the server's test driver. */
  readonly payload?: readonly (readonly [string, string])[];
}

/** The address of a window, with the token. */
export function windowUrl(server: EditorServer, options: WindowOptions): string {
  const url = new URL(`http://${server.authority}/`);
  url.searchParams.set('tkn', server.token);
  if (options.folder) url.searchParams.set('folder', options.folder);
  else url.searchParams.set('ew', 'true');
  if (options.payload?.length) url.searchParams.set('payload', JSON.stringify(options.payload));
  return url.href;
}

/** How the page names a file of this machine. */
export function remoteUri(server: EditorServer, file: string): string {
  return `vscode-remote://${server.authority}${file}`;
}

function common(profile: Profile): string[] {
  return ['--accept-server-license-terms', '--server-data-dir', profile.root, '--user-data-dir', profile.data,
    '--extensions-dir', profile.extensions];
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (part: Buffer) => { text += part.toString(); });
  child.stderr?.on('data', (part: Buffer) => { text += part.toString(); });
  return () => text;
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is already gone.
  }
}
