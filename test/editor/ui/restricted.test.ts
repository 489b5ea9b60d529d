// Restricted mode: workspace trust is on and the folder is not trusted. Text is only read, so everything works.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { instrumentLine, rightWsgi, shop } from '../projects/shop';
import { useEditor } from './editor';

const open = useEditor({
  trust: true,
  settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'always' },
});

test('an untrusted folder has its findings and fixes', async (t) => {
  const window = await open(t, shop());
  const { workbench } = window;
  await workbench.statusBarItem(/Restricted Mode/).waitFor();
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  await workbench.problems(/settings-not-set-before-instrument/);
  await window.screenshot('restricted-mode');
  await workbench.focusEditor();
  await workbench.goTo(instrumentLine + 1, 5);
  await workbench.quickFixes();
  await workbench.applyFix(/^Move /);
  await workbench.waitForSquiggles('error', 0);
  await workbench.save();
  assert.equal(readFileSync(path.join(window.folder, 'shop/wsgi.py'), 'utf8'), rightWsgi);
  await workbench.statusBarItem(/Restricted Mode/).waitFor();
});
