// The packaged extension is there, starts, and offers its commands.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { hostFolderName } from '../names';

const commands = ['generateTracing', 'checkWorkspace', 'showOrder', 'explainRule', 'restartServer', 'showLogs'];

suite('the extension', () => {
  test('is installed from the package and becomes active', async () => {
    const extension = vscode.extensions.getExtension('first-span.first-span');
    assert.ok(extension, 'first-span.first-span is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
    assert.match(extension.extensionPath, /extensions/, 'the packaged one, not the checkout');
  });

  test('registers its commands', async () => {
    const registered = await vscode.commands.getCommands(true);
    const missing = commands.filter((name) => !registered.includes(`firstspan.${name}`));
    assert.deepEqual(missing, []);
  });

  test('contributes Generate tracing.py to the palette', () => {
    const contributed = vscode.extensions.getExtension('first-span.first-span')?.packageJSON.contributes.commands;
    assert.ok(contributed.some((one: { command: string; title: string; category: string }) =>
      one.command === 'firstspan.generateTracing' && `${one.category}: ${one.title}` === 'First Span: Generate tracing.py'));
  });

  test('runs without the Node of the editor host on PATH', () => {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    assert.deepEqual(folders.filter((folder) => folder.includes(hostFolderName) && existsSync(path.join(folder, 'node'))), []);
  });
});
