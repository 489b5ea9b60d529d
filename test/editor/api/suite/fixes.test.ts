// Quick fix and fix-all, up to the file on disk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { rightWsgi } from '../../projects/shop';
import { codeActions, diagnostics, file, open } from './support';

suite('fixes', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('a quick fix moves the call, and the saved file is right', async () => {
    const uri = file('quickfix', 'shop/wsgi.py');
    const { document } = await open(uri);
    const [found] = await diagnostics(uri, 1);
    const actions = await codeActions(uri, found.range, vscode.CodeActionKind.QuickFix);
    const move = actions.find((action) => /^Move /.test(action.title));
    assert.ok(move?.edit, `no fix that moves the call: ${actions.map((action) => action.title).join(', ')}`);
    await applyAndSave(document, move.edit);
    await diagnostics(uri, 0);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), rightWsgi);
  });

  test('source.fixAll.firstspan applies the safe fixes of the document', async () => {
    const uri = file('fixall', 'shop/wsgi.py');
    const { document } = await open(uri);
    await diagnostics(uri, 1);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await codeActions(uri, all, vscode.CodeActionKind.SourceFixAll.append('firstspan'));
    assert.ok(action?.edit, 'no fix-all action with an edit');
    await applyAndSave(document, action.edit);
    await diagnostics(uri, 0);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), rightWsgi);
  });
});

async function applyAndSave(document: vscode.TextDocument, edit: vscode.WorkspaceEdit): Promise<void> {
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  assert.ok(await document.save(), 'the document could not be saved');
}
