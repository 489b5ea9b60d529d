// First Span: Restart Server.
import * as vscode from 'vscode';
import type { Client } from '../client';

export function register(client: Client): vscode.Disposable {
  return vscode.commands.registerCommand('firstspan.restartServer', async () => {
    try {
      await client.restart();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const choice = await vscode.window.showErrorMessage(`First Span could not be started: ${reason}`, 'Show Logs');
      if (choice) client.language.outputChannel.show();
    }
  });
}
