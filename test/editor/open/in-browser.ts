// Serves code-server with First Span on this machine only, until Ctrl+C.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installHost } from '../harness/host';
import { repository } from '../harness/paths';
import { makeProfile, quietSettings, removeProfile, type Profile } from '../harness/profile';
import { installVsix, startServer, windowUrl } from '../harness/server';
import { describe, type Opened } from './open-editor';

/** @throws when the package cannot be made or the server does not start. */
export async function openInBrowser(opened: Opened, packageScript: string): Promise<void> {
  const stopped = stopSignal();
  installHost((line) => console.log(line));
  const vsix = process.env.FIRSTSPAN_VSIX ?? packageExtension(packageScript);
  const profile = makeProfile(quietSettings);
  try {
    await serve(opened, vsix, profile, stopped);
  } finally {
    removeProfile(profile);
  }
}

async function serve(opened: Opened, vsix: string, profile: Profile, stopped: Promise<void>): Promise<void> {
  await installVsix(profile, vsix);
  // Only our own samples are trusted from the start; any other folder is for the person to trust, as in every editor.
  const server = await startServer(profile, { trust: !opened.samples });
  const url = windowUrl(server, { folder: opened.folder });
  console.log(`The editor shows ${describe(opened)}:\n\n  ${url}\n\nCtrl+C stops it.`);
  showInDesktop(url);
  await Promise.race([stopped, server.ended.then(() => { throw new Error(`The editor's server ended by itself.\n${server.log()}`); })]);
  await server.stop();
  console.log('\nThe editor was stopped.');
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function packageExtension(script: string): string {
  const done = spawnSync(process.execPath, [script], { cwd: repository, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The extension could not be packaged.\n${done.stdout}${done.stderr}`);
  const { name, version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as { name: string; version: string };
  return path.join(repository, `${name}-${version}.vsix`);
}

// Without a desktop, over SSH for example, the printed address is all that helps.
function showInDesktop(url: string): void {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn('xdg-open', [url], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
