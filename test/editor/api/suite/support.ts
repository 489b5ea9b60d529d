// What the suites in the extension host share.
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../../harness/until';

/** The file of a project in the test workspace. */
export function file(...parts: string[]): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.Uri.file(path.join(folder.uri.fsPath, ...parts));
}

/** Opens a file of the test workspace in an editor. */
export async function open(uri: vscode.Uri): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const document = await vscode.workspace.openTextDocument(uri);
  return { document, editor: await vscode.window.showTextDocument(document) };
}

/** Waits until First Span shows exactly `count` diagnostics there. */
export function diagnostics(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  const ours = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'First Span');
  const seen = (): string => ours().map((one) => `${codeOf(one)}: ${one.message}`).join('\n') || 'none';
  return until(() => { const found = ours(); return found.length === count && found; },
    { what: () => `${count} diagnostics in ${uri.path}, there are: ${seen()}` });
}

/** The rule's name, with or without a link. */
export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** The code actions of one kind at a range, resolved, so that their edits are there. */
export async function codeActions(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value, 20);
}
