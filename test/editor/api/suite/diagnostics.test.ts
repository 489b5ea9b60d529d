// What the editor shows for a project whose entrypoint is wrong.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { instrument, instrumentLine, rightWsgi } from '../../projects/shop';
import { codeOf, diagnostics, file, open } from './support';

suite('diagnostics', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('carry code, severity, range, message and related information', async () => {
    const uri = file('diagnostics', 'shop/wsgi.py');
    const { document } = await open(uri);
    const [found] = await diagnostics(uri, 1);
    assert.equal(codeOf(found), 'settings-not-set-before-instrument');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(found.range), instrument);
    assert.equal(found.range.start.line, instrumentLine);
    assert.match(found.message, /DJANGO_SETTINGS_MODULE/);
    assert.ok((found.relatedInformation ?? []).length > 0, 'no related information');
  });

  test('appear for a file that is not open', async () => {
    const uri = file('unopened', 'shop/wsgi.py');
    const [found] = await diagnostics(uri, 1);
    assert.equal(codeOf(found), 'settings-not-set-before-instrument');
    assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.path === uri.path), 'the file is open');
  });

  test('go away when an edit mends the order, and come back with the mistake', async () => {
    const uri = file('editing', 'shop/wsgi.py');
    const { document, editor } = await open(uri);
    await diagnostics(uri, 1);
    const wrong = document.getText();
    await replaceAll(editor, rightWsgi);
    await diagnostics(uri, 0);
    await replaceAll(editor, wrong);
    await diagnostics(uri, 1);
  });

  test('follow a file that changes on disk', async () => {
    const uri = file('watched', 'shop/wsgi.py');
    await diagnostics(uri, 1);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(rightWsgi));
    await diagnostics(uri, 0);
  });
});

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  assert.ok(await editor.edit((edit) => edit.replace(new vscode.Range(new vscode.Position(0, 0), end), text)));
}
