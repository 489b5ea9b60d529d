// First Span: Show Logs.
import * as vscode from 'vscode';
import type { Client } from '../client';

export function register(client: Client): vscode.Disposable {
  return vscode.commands.registerCommand('firstspan.showLogs', () => client.language.outputChannel.show());
}
