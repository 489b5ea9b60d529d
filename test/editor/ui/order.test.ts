// Show Start-up Order: the document, its links, its refreshing, and the ways that lead to it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { repository } from '../harness/paths';
import { instrumentLine, rightWsgi, shop } from '../projects/shop';
import { useEditor } from './editor';

const open = useEditor();
const COMMAND = 'First Span: Show Start-up Order';
const TAB = 'Start-up Order';

test('the command opens every boot as a read-only document whose places are links', async (t) => {
  const window = await open(t, path.join(repository, 'examples/warehouse'));
  const { workbench } = window;
  await workbench.command(COMMAND);
  await workbench.activeTab(TAB).waitFor();
  await workbench.line(/^Start-up order of gunicorn:gunicorn\.conf\.py$/);
  await workbench.line(/^ {8}\^ error instrument-in-late-hook$/);
  await window.screenshot('order');
  await workbench.followLink('warehouse/wsgi.py');
  await workbench.activeTab('wsgi.py').waitFor();
  await workbench.statusBarItem(/Ln 8, Col 1/).waitFor();
});

test('the document follows an edit', async (t) => {
  const { workbench } = await open(t, shop());
  await workbench.command(COMMAND);
  await workbench.line(/Django instrumented +shop\/wsgi\.py:8$/);
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  await workbench.focusEditor();
  await workbench.goTo(instrumentLine + 1, 5);
  await workbench.quickFixes();
  await workbench.applyFix(/^Move /);
  await workbench.waitForSquiggles('error', 0);
  await workbench.save();
  await workbench.command(COMMAND);
  await workbench.activeTab(TAB).waitFor();
  await workbench.line(new RegExp(`Django instrumented +shop/wsgi\\.py:${lineOf(rightWsgi, 'DjangoInstrumentor().')}$`));
  assert.ok(!(await workbench.lines()).some((line) => line.includes('^ error')));
});

test('the hover over a finding and the status item lead there', async (t) => {
  const window = await open(t, shop());
  const { workbench } = window;
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  await workbench.hoverSquiggle('error', /What runs before it in wsgi:shop\/wsgi\.py/);
  await window.screenshot('hover-order', { hovering: true });
  await workbench.page.getByRole('link', { name: 'Show Start-up Order' }).first().click();
  await workbench.activeTab(TAB).waitFor();
  await workbench.openFile('wsgi.py');
  assert.match(await workbench.languageStatus(/1 error/), /2 ways to start/);
  await window.screenshot('status', { hovering: true });
  await workbench.page.locator('.hover-language-status').getByText('Show Start-up Order').first().click();
  await workbench.activeTab(TAB).waitFor();
});

test('the code of a finding opens the page of its rule', async (t) => {
  const window = await open(t, shop());
  const { workbench } = window;
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  await workbench.hoverSquiggle('error');
  await workbench.page.locator('.hover-contents a', { hasText: /^settings-not-set-before-instrument$/ }).first().click();
  await workbench.page.locator('.tabs-container .tab.active', { hasText: 'settings-not-set-before-instrument.md' }).waitFor();
  await window.screenshot('rule-page');
});

function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}
