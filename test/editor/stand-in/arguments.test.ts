// The stand-in understands the command line that @vscode/test-electron builds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from './arguments';

test('the arguments of runTests()', () => {
  const parsed = parseArguments(['/ws', '--user-data-dir=/p/data', '--extensions-dir=/p/ext', '--no-sandbox', '--disable-workspace-trust',
    '--extensionTestsPath=/t/index.js', '--extensionDevelopmentPath=/a', '--extensionDevelopmentPath=/b']);
  assert.deepEqual(parsed, {
    folder: '/ws', installExtension: [], extensionDevelopmentPath: ['/a', '/b'], extensionTestsPath: '/t/index.js',
    userDataDir: '/p/data', extensionsDir: '/p/ext',
  });
});

test('values after a blank, as the command line for installing has them', () => {
  assert.deepEqual(parseArguments(['--install-extension', '/x.vsix', '--force']).installExtension, ['/x.vsix']);
  assert.throws(() => parseArguments(['--install-extension']), /--install-extension needs a value/);
});
