// From a fix to the edit that the client applies, with the version of every file that it was made for.
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { textOf } from '../core/project/snapshot';
import type { Fix } from '../core/report';
import { applyEdits, editsOf, isCreate, type CreateEdit, type ReplaceEdit } from '../core/text/edits';
import type { Uri } from '../core/text/span';
import type { Client } from './client';
import { Ranges } from './convert';
import type { Analysis } from './session';

/** The files that a fix replaces text in or creates. */
export function touchedFiles(fix: Fix): Uri[] {
  return [...new Set(fix.edits.map((edit) => (isCreate(edit) ? edit.create : edit.file)))];
}

/** False when the client cannot create a file that the fix needs, or when edits of the fix are in each other's way. */
export function isApplicable(fix: Fix, analysis: Analysis, client: Client): boolean {
  if (fix.edits.some(isCreate) && !client.createFiles) return false;
  return touchedFiles(fix).every((file) => applyEdits(textOf(analysis.snapshot, file) ?? '', editsOf(fix.edits, file)) !== undefined);
}

/** @param clientUri the client's own spelling of a normalised URI. */
export function toWorkspaceEdit(fix: Fix, analysis: Analysis, client: Client, clientUri: (uri: Uri) => string): WorkspaceEdit {
  const ranges = new Ranges(analysis);
  const replaced = [...new Set(fix.edits.flatMap((edit) => (isCreate(edit) ? [] : [edit.file])))];
  const changes = replaced.map((file): [Uri, TextEdit[]] => [file, distinct(editsOf(fix.edits, file)).map((edit) => toTextEdit(ranges, edit))]);
  if (!client.documentChanges) return { changes: Object.fromEntries(changes.map(([file, edits]) => [clientUri(file), edits])) };
  const versioned = changes.map(([file, edits]): TextDocumentEdit => ({ textDocument: { uri: clientUri(file), version: analysis.versions.get(file) ?? null }, edits }));
  return { documentChanges: [...fix.edits.filter(isCreate).flatMap((edit) => creation(edit, clientUri(edit.create))), ...versioned] };
}

/** Identical insertions are one. */
function distinct(edits: readonly ReplaceEdit[]): ReplaceEdit[] {
  return edits.filter((edit, i) => !edits.slice(0, i).some((other) => other.start === edit.start && other.end === edit.end && other.text === edit.text));
}

function toTextEdit(ranges: Ranges, { file, start, end, text }: ReplaceEdit): TextEdit {
  return { range: ranges.of(file, start, end), newText: text };
}

function creation(edit: CreateEdit, uri: string): NonNullable<WorkspaceEdit['documentChanges']> {
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: edit.text }] },
  ];
}
