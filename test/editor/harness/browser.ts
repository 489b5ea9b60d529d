// Finds Chromium and starts it without a window, cut off from every host but this machine.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The size of every test window and so of the screenshots in the README, in CSS pixels. */
export const viewport = { width: 1280, height: 800 };

/** @returns the executable: CHROMIUM_PATH, or the first on PATH. @throws with what to install. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const folders = (environment.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = environment.CHROMIUM_PATH
    ? [environment.CHROMIUM_PATH]
    : names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found) return found;
  const missing = environment.CHROMIUM_PATH ? `CHROMIUM_PATH names ${environment.CHROMIUM_PATH}, which cannot be run.` : 'Chromium is not on PATH.';
  throw new Error(`${missing} The editor tests need it as their window. `
    + 'Install it (on Debian and Ubuntu: apt-get install chromium), or set CHROMIUM_PATH.');
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      // Fail at once for everything that is not this machine.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
