// From the squiggle over the Problems panel and the quick-fix menu to the fixed file on disk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { instrumentLine, rightWsgi, shop, withCrlf, wrongAsgi } from '../projects/shop';
import { useEditor, type Window } from './editor';

const open = useEditor();

test('a mistake is underlined, listed, and mended by its quick fix', async (t) => {
  const window = await open(t, shop());
  const { workbench } = window;
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  const rows = await workbench.problems(/settings-not-set-before-instrument/);
  assert.ok(rows.some((row) => row.includes('DJANGO_SETTINGS_MODULE')), rows.join(' | '));
  assert.ok(rows.some((row) => row.includes(`[Ln ${instrumentLine + 1}, Col 1]`)), rows.join(' | '));
  assert.match(await workbench.hoverProblem(/DJANGO_SETTINGS_MODULE/), /has no attribute 'ROOT_URLCONF'/);
  await window.screenshot('problems', { hovering: true });
  assert.match(await workbench.hoverSquiggle('error'), /has no attribute 'ROOT_URLCONF'/);
  await window.screenshot('hover', { hovering: true });
  await chooseMove(window, 'quick-fix');
  await workbench.waitForSquiggles('error', 0);
  await workbench.save();
  assert.equal(read(window), rightWsgi);
  await window.screenshot('fixed');
});

test('a file with the line ends of Windows keeps them', async (t) => {
  const window = await open(t, withCrlf(shop()));
  await window.workbench.openFile('wsgi.py');
  await window.workbench.waitForSquiggles('error', 1);
  await chooseMove(window);
  await window.workbench.waitForSquiggles('error', 0);
  await window.workbench.save();
  assert.equal(read(window), rightWsgi.replaceAll('\n', '\r\n'));
});

test('a finding appears in a file that was never opened', async (t) => {
  const window = await open(t, shop({ 'shop/asgi.py': wrongAsgi }));
  const { workbench } = window;
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  const rows = await workbench.problems(/asgi\.py/);
  assert.equal(rows.filter((row) => row.includes('settings-not-set-before-instrument')).length, 2, rows.join(' | '));
  assert.equal(await workbench.page.locator('.tabs-container .tab').count(), 1);
  await window.screenshot('unopened');
});

/** Opens the menu at the finding and chooses the fix that moves the call; `picture` keeps the open menu. */
async function chooseMove({ workbench, screenshot }: Window, picture?: string): Promise<void> {
  await workbench.focusEditor();
  await workbench.goTo(instrumentLine + 1, 5);
  const titles = await workbench.quickFixes();
  assert.ok(titles.some((title) => title.startsWith('Move ')), titles.join(' | '));
  if (picture) await screenshot(picture);
  await workbench.applyFix(/^Move /);
}

function read(window: Window): string {
  return readFileSync(path.join(window.folder, 'shop/wsgi.py'), 'utf8');
}
