// source.fixAll.firstspan: all safe fixes of one document in one edit, for the Source Action menu and for saving.
import type { CodeAction } from 'vscode-languageserver';
import { textOf } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import type { Context } from './context';
import type { Analysis } from './session';
import { difference } from './text-difference';
import { toWorkspaceEdit } from './workspace-edit';

export const FIX_ALL = 'source.fixAll.firstspan';

/** @returns no action when there is nothing that is safe to change in this document. */
export async function fixAll({ session, client }: Context, analysis: Analysis, file: Uri): Promise<CodeAction[]> {
  const before = textOf(analysis.snapshot, file);
  const after = await session.ask(analysis, (checker, snapshot) => checker.fixAll(snapshot, file));
  if (before === undefined || after === undefined || after === before) return [];
  const title = 'Fix all safe First Span problems';
  const edits = [{ file, ...difference(before, after) }];
  const edit = toWorkspaceEdit({ title, safety: 'safe', edits }, analysis, client(), (uri) => session.clientUri(uri));
  return [{ title, kind: FIX_ALL, edit }];
}
