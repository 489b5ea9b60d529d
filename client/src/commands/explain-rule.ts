// First Span: Explain Rule. Shows the page of a rule, which the server has: no address of the web is needed.
import * as vscode from 'vscode';
import { RULE_SCHEME, RULES, type RuleInfo, type RulesParams } from '../../../server/src/lsp/protocol';
import type { Client } from '../client';

export function register(client: Client): vscode.Disposable {
  const rules = (): Promise<RuleInfo[]> => client.request<RuleInfo[]>(RULES, {} satisfies RulesParams);
  const pages: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: async ({ path }) => (await rules()).find(({ id }) => path === `/${id}.md`)?.page,
  };
  const command = vscode.commands.registerCommand('firstspan.explainRule', async (given?: string) => {
    const id = given ?? (await pick(await rules()));
    if (id) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${id}.md` }));
  });
  return vscode.Disposable.from(command, vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, pages));
}

async function pick(rules: readonly RuleInfo[]): Promise<string | undefined> {
  const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  return (await vscode.window.showQuickPick(items, { title: 'Explain Rule', placeHolder: 'Which rule?', matchOnDetail: true }))?.label;
}
