// `npm run editor`: the served editor from start to stop, the installed VS Code, and a wrong path.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { startBrowser, viewport } from '../harness/browser';
import { repository } from '../harness/paths';
import { until } from '../harness/until';
import { shop } from '../projects/shop';
import { writeProject } from '../projects/write';
import { Workbench } from '../workbench';

interface Running {
  readonly child: ChildProcess;
  output(): string;
}

const script = path.join(repository, 'scripts/editor.mjs');

test('without VS Code the folder is served with First Span until Ctrl+C', async (t) => {
  const folder = temporary(t);
  writeProject(path.join(folder, 'project'), shop());
  const editor = start(t, [path.join(folder, 'project')], { FIRSTSPAN_EDITOR: 'code-server', TMPDIR: folder });
  const url = await printedAddress(editor);
  assert.equal((await fetch(new URL('/', url))).status, 403, 'without the token nobody gets in');
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  const workbench = await new Workbench(page).ready();
  await workbench.statusBarItem(/Restricted Mode/).waitFor();
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);

  editor.child.kill('SIGINT');
  const [code] = await once(editor.child, 'close');
  assert.equal(code, 0, editor.output());
  await assert.rejects(fetch(url), 'nothing listens any more');
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('first-span-editor-')), [], 'the profile is removed');
});

test('the served editor ends with its command, even when that is killed', async (t) => {
  const folder = temporary(t);
  const editor = start(t, [folder], { FIRSTSPAN_EDITOR: 'code-server', TMPDIR: folder });
  const url = new URL('/version', await printedAddress(editor));
  assert.equal((await fetch(url)).status, 200);
  editor.child.kill('SIGKILL');
  await until(() => fetch(url).then(() => false, () => true), { what: () => `nothing listening at ${url}` });
});

test('an installed VS Code gets the folder and the extension of this checkout, for one window', (t) => {
  const folder = temporary(t);
  const command = path.join(folder, 'code');
  const record = path.join(folder, 'arguments');
  writeFileSync(command, `#!/bin/sh\nprintf '%s\\n' "$@" > '${record}'\n`);
  chmodSync(command, 0o755);
  const done = run([folder], { PATH: `${folder}${path.delimiter}${process.env.PATH}` });
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(readFileSync(record, 'utf8').trim().split('\n'), ['--new-window', `--extensionDevelopmentPath=${repository}`, folder]);
});

test('a path that is no folder is named, with what to give instead', () => {
  const done = run(['/nowhere/shop'], {});
  assert.equal(done.status, 1);
  assert.match(done.stderr, /\/nowhere\/shop is not a folder\. Give the folder of a Django project/);
});

function temporary(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'first-span-open-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}

function run(args: string[], changes: NodeJS.ProcessEnv): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, [script, ...args], { env: { ...process.env, ...changes }, encoding: 'utf8' });
}

function printedAddress({ child, output }: Running): Promise<string> {
  return until(() => {
    assert.equal(child.exitCode, null, output());
    return /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output())?.[0];
  }, { timeout: 120_000, what: () => `an address in: ${output()}` });
}

function start(t: TestContext, args: string[], changes: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...changes } });
  let text = '';
  child.stdout.on('data', (part: Buffer) => { text += part.toString(); });
  child.stderr.on('data', (part: Buffer) => { text += part.toString(); });
  t.after(() => { child.kill('SIGKILL'); });
  return { child, output: () => text };
}
