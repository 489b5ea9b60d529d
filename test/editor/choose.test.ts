// The choice of the editor, and what is said where one is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEditor } from './choose';
import { findChromium } from './harness/browser';
import { hostProblem } from './harness/host';

test('a given VS Code wins, then a download that was asked for, then the stand-in', () => {
  const given = { VSCODE_EXECUTABLE_PATH: '/opt/code', FIRSTSPAN_EDITOR: 'download' };
  assert.deepEqual(chooseEditor(given, 'linux', 'x64'), { kind: 'given', executable: '/opt/code' });
  assert.deepEqual(chooseEditor({ FIRSTSPAN_EDITOR: 'download' }, 'linux', 'x64'), { kind: 'download', version: 'stable' });
  assert.equal(chooseEditor({}, 'linux', 'x64').kind, 'stand-in');
});

test('where the stand-in cannot run, VS Code is downloaded', () => {
  assert.deepEqual(chooseEditor({ VSCODE_VERSION: '1.100.0' }, 'darwin', 'arm64'), { kind: 'download', version: '1.100.0' });
});

test('other platforms are told what to do instead', () => {
  assert.equal(hostProblem('linux', 'x64'), undefined);
  assert.match(hostProblem('win32', 'arm64') ?? '', /linux-x64 and this is win32-arm64\. Install VS Code/);
});

test('a missing Chromium is said with the command that installs it', () => {
  assert.throws(() => findChromium({ PATH: '/nowhere' }), /not on PATH.*apt-get install chromium/);
  assert.throws(() => findChromium({ CHROMIUM_PATH: '/nowhere/chromium' }), /CHROMIUM_PATH names \/nowhere\/chromium/);
  assert.equal(findChromium({ CHROMIUM_PATH: process.execPath }), process.execPath);
});
