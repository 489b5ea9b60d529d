// The quick fix that writes an ignore comment, and what the comment does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { instrument, instrumentLine, shop } from '../projects/shop';
import { useEditor } from './editor';

const open = useEditor();
const RULE = 'settings-not-set-before-instrument';

test('a finding is ignored by its quick fix, and back when the comment goes', async (t) => {
  const window = await open(t, shop());
  const { workbench } = window;
  await workbench.openFile('wsgi.py');
  await workbench.waitForSquiggles('error', 1);
  await workbench.focusEditor();
  await workbench.goTo(instrumentLine + 1, 5);
  await workbench.quickFixes();
  await window.screenshot('ignore-menu');
  await workbench.applyFix(/^Ignore /);
  await workbench.waitForSquiggles('error', 0);
  await workbench.save();
  const text = readFileSync(path.join(window.folder, 'shop/wsgi.py'), 'utf8');
  assert.equal(text.split('\n')[instrumentLine], `${instrument}  # firstspan: ignore[${RULE}]`);
  await workbench.line(/# firstspan: ignore\[/);
  const parts = await workbench.colours('# firstspan');
  const colourOf = (word: string) => parts.find((part) => part.text.includes(word))?.colour;
  assert.notEqual(colourOf('ignore'), colourOf('#'), JSON.stringify(parts));
  assert.notEqual(colourOf(RULE), colourOf('#'), JSON.stringify(parts));
  await window.screenshot('ignored');
  await workbench.focusEditor();
  await workbench.page.keyboard.press('Control+Z');
  await workbench.waitForSquiggles('error', 1);
});
