// First Span: Check Workspace. Looks at every file again, and says what there is.
import * as vscode from 'vscode';
import { CHECK, type CheckParams, type CheckResult } from '../../../server/src/lsp/protocol';
import type { Client } from '../client';
import { counted } from '../words';

export function register(client: Client): vscode.Disposable {
  return vscode.commands.registerCommand('firstspan.checkWorkspace', async () => {
    const result = await check(client);
    if (!result) return undefined;
    if (problems(result) > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
    void vscode.window.showInformationMessage(sentence(result));
    return result;
  });
}

/** @returns undefined when the user cancelled, or when it failed and the user was told. */
async function check(client: Client): Promise<CheckResult | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'First Span: checking the workspace', cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    try {
      return await client.request<CheckResult>(CHECK, {} satisfies CheckParams, token);
    } catch (error) {
      if (!token.isCancellationRequested) void vscode.window.showErrorMessage(`First Span could not check the workspace: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  });
}

function problems({ error, warning, information }: CheckResult): number {
  return error + warning + information;
}

function sentence(result: CheckResult): string {
  if (result.boots === 0) return 'First Span found no way in which this workspace starts Django: there is no manage.py, wsgi.py, asgi.py or gunicorn.conf.py that it understands.';
  const where = `in ${counted(result.boots, 'way')} to start the project`;
  if (problems(result) === 0) return `First Span found no problems ${where}.`;
  const found = [result.error && counted(result.error, 'error'), result.warning && counted(result.warning, 'warning'), result.information && `${result.information} information`];
  return `First Span found ${found.filter(Boolean).join(', ')} ${where}.`;
}
