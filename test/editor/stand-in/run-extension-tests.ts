// Opens a window whose extension host runs the module `extensionTestsPath`, and waits for its result.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser, viewport } from '../harness/browser';
import { screenshotFolder } from '../harness/paths';
import type { Profile } from '../harness/profile';
import { remoteUri, startServer, windowUrl, type EditorServer } from '../harness/server';
import type { Arguments } from './arguments';

/** Milliseconds for the whole suite, a hang included. */
const limit = 600_000;

/** @returns the exit code that VS Code would give: 0 passed, 1 failed, 124 no result in time. */
export async function runExtensionTests(args: Arguments, profile: Profile): Promise<number> {
  const [server, browser] = await Promise.all([startServer(profile, { testDriver: true }), startBrowser()]);
  const stop = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  const interrupted = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(130));
  });
  try {
    const page = await browser.newPage({ viewport });
    return await Promise.race([interrupted, resultOf(page, server, windowUrl(server, { folder: args.folder, payload: payload(args, server) }))]);
  } finally {
    await stop();
  }
}

function payload(args: Arguments, server: EditorServer): [string, string][] {
  const development = args.extensionDevelopmentPath.map((folder): [string, string] => ['extensionDevelopmentPath', remoteUri(server, folder)]);
  return [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...development,
    ['extensionTestsPath', remoteUri(server, args.extensionTestsPath ?? '')]];
}

// `codeAutomationExit` and `codeAutomationLog` are what the workbench calls when the server has its test driver on.
async function resultOf(page: Page, server: EditorServer, url: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolve) => { timer = setTimeout(() => resolve(124), limit); });
  const crash = new Promise<never>((_, reject) => page.on('crash', () => reject(new Error('The page of the editor crashed.'))));
  const result = await exitCodeOf(page);
  const errors: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => { if (type === 'error') errors.push(args.join(' ')); });
  await page.goto(url);
  const code = await Promise.race([result.code, late, crash]);
  clearTimeout(timer);
  // Of a passed run nobody wants them: the window always mentions that its native log files are missing.
  if (code !== 0) console.error(`The window's errors:\n${errors.join('\n')}`);
  if (code === 124) await explainHang(page, server);
  return code;
}

// Wrapped, because an async function would wait for a bare promise.
async function exitCodeOf(page: Page): Promise<{ code: Promise<number> }> {
  let resolve: (code: number) => void = () => undefined;
  const code = new Promise<number>((settle) => { resolve = settle; });
  await page.exposeFunction('codeAutomationExit', (value: number) => resolve(value));
  return { code };
}

async function explainHang(page: Page, server: EditorServer): Promise<void> {
  mkdirSync(screenshotFolder, { recursive: true });
  await page.screenshot({ path: path.join(screenshotFolder, 'FAILED-extension-tests.png') });
  console.error(`No result after ${limit} ms. The server said:\n${server.log()}`);
}
