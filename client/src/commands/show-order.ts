// First Span: Show Start-up Order.
import * as vscode from 'vscode';
import type { Client } from '../client';
import { ORDER_URI } from '../order-document';

export function register(_: Client): vscode.Disposable {
  return vscode.commands.registerCommand('firstspan.showOrder', async (boot?: string) => {
    try {
      const document = await vscode.workspace.openTextDocument(ORDER_URI);
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      if (boot) reveal(editor, boot);
    } catch (error) {
      void vscode.window.showErrorMessage(`First Span could not show the start-up order: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

/** Scrolls to the first line of that boot, if it is still there. */
function reveal(editor: vscode.TextEditor, boot: string): void {
  const line = editor.document.getText().split('\n').findIndex((text) => text.endsWith(` ${boot}`) && !text.startsWith(' '));
  if (line < 0) return;
  const start = new vscode.Position(line, 0);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}
