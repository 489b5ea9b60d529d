// Writes what was planned, saves it, opens tracing.py, and says what is left to do by hand.
import * as vscode from 'vscode';
import type { PlanResult } from '../../../server/src/lsp/protocol';
import type { Client } from '../client';

export type AcceptedPlan = Extract<PlanResult, { kind: 'plan' }>;

/** @throws when VS Code refuses the edit: then nothing was written. */
export async function applyPlan(client: Client, plan: AcceptedPlan): Promise<void> {
  const edit = await client.language.protocol2CodeConverter.asWorkspaceEdit(plan.edit);
  if (edit.size > 0) {
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) throw new Error('VS Code refused the edit. Nothing was written.');
    for (const [uri] of edit.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  }
  const tracing = client.language.protocol2CodeConverter.asUri(plan.tracing);
  await vscode.window.showTextDocument(tracing, { preview: false });
  void sayWhatIsLeft(plan, edit.size > 0);
}

async function sayWhatIsLeft({ requirements, environment }: AcceptedPlan, written: boolean): Promise<void> {
  const copy = 'Copy Requirements';
  const start = written ? 'tracing.py is written and called.' : 'Everything is in place already.';
  const todo = `Add ${requirements.length} lines to your requirements${environment.length > 0 ? `, and start with ${environment.join(' ')}` : ''}.`;
  if ((await vscode.window.showInformationMessage(`${start} ${todo}`, copy)) === copy) await vscode.env.clipboard.writeText(`${requirements.join('\n')}\n`);
}
