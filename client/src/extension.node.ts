// Entry of the extension: starts the language client and registers the commands.
import type * as vscode from 'vscode';
import { Client } from './client';
import { register as checkWorkspace } from './commands/check-workspace';
import { register as explainRule } from './commands/explain-rule';
import { register as generateTracing } from './commands/generate-tracing';
import { register as restartServer } from './commands/restart-server';
import { register as showLogs } from './commands/show-logs';
import { register as showOrder } from './commands/show-order';
import { serveOrder } from './order-document';
import { showStatus } from './status';

let client: Client | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = new Client(context.asAbsolutePath('dist/server.js'));
  for (const register of [generateTracing, checkWorkspace, showOrder, explainRule, restartServer, showLogs]) context.subscriptions.push(register(client));
  context.subscriptions.push(showStatus(client), serveOrder(client));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
