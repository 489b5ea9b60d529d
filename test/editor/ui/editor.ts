// One editor for each test file: server and browser with the packaged extension, and fresh windows for the tests.
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser, viewport } from '../harness/browser';
import { screenshotFolder } from '../harness/paths';
import { makeProfile, removeProfile, testSettings, type Profile, type Settings } from '../harness/profile';
import { installVsix, startServer, windowUrl, type EditorServer } from '../harness/server';
import type { Files } from '../projects/shop';
import { writeProject } from '../projects/write';
import { Workbench } from '../workbench';

export interface EditorOptions {
  /** Workspace trust on: folders are untrusted until somebody says otherwise. */
  readonly trust?: boolean;
  readonly settings?: Settings;
}

export interface Window {
  /** The opened folder. */
  readonly folder: string;
  readonly workbench: Workbench;
  /** Keeps a picture of the window as `<name>.png`; `hovering` leaves the mouse where it is. */
  screenshot(name: string, options?: { readonly hovering?: boolean }): Promise<void>;
}

/** Opens a folder with those files, or a copy of that folder, in a fresh window, which is closed after the test. */
export type OpenWindow = (t: TestContext, content: Files | string) => Promise<Window>;

interface Running {
  readonly profile: Profile;
  readonly server: EditorServer;
  readonly browser: Browser;
}

/** Call once at the top of a test file. FIRSTSPAN_VSIX names the packaged extension. */
export function useEditor(options: EditorOptions = {}): OpenWindow {
  let running: Running | undefined;
  before(async () => { running = await start(options); });
  after(async () => {
    await running?.browser.close();
    await running?.server.stop();
    if (running) removeProfile(running.profile);
  });
  return (t, content) => {
    if (!running) throw new Error('the editor is not running');
    return openWindow(running, t, content);
  };
}

async function start(options: EditorOptions): Promise<Running> {
  const vsix = process.env.FIRSTSPAN_VSIX;
  if (!vsix) throw new Error('FIRSTSPAN_VSIX names no package; run these tests by `npm run test:editor`.');
  mkdirSync(screenshotFolder, { recursive: true });
  const profile = makeProfile({ ...testSettings, ...options.settings });
  await installVsix(profile, vsix);
  const [server, browser] = await Promise.all([startServer(profile, { trust: options.trust }), startBrowser()]);
  return { profile, server, browser };
}

let opened = 0;

async function openWindow({ profile, server, browser }: Running, t: TestContext, content: Files | string): Promise<Window> {
  const folder = path.join(profile.root, `${++opened}`, 'shop');
  if (typeof content === 'string') cpSync(content, folder, { recursive: true });
  else writeProject(folder, content);
  const context = await browser.newContext({ viewport });
  // As patient as until(): a busy machine is slow, and only a failing test waits that long.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const screenshot: Window['screenshot'] = async (name, options) => {
    // Away from everything that would show a tooltip.
    if (!options?.hovering) await page.mouse.move(viewport.width / 2, viewport.height - 2);
    await page.screenshot({ path: path.join(screenshotFolder, `${name}.png`) });
  };
  t.after(async () => {
    // Of passed tests too: they are what the picture of a failed one is compared with.
    await screenshot(`end-of-${t.name.replace(/\W+/g, '-')}`);
    await context.close();
  });
  await page.goto(windowUrl(server, { folder }));
  return { folder, workbench: await new Workbench(page).ready(), screenshot };
}
