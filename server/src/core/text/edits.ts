// Text edits as data, and how they are applied. Edits of one fix never overlap.
import type { Uri } from './span';

/** Replaces `[start, end)` (UTF-16 offsets) of an existing file with `text`. */
export interface ReplaceEdit {
  readonly file: Uri;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Creates a file that does not exist yet. */
export interface CreateEdit {
  readonly create: Uri;
  readonly text: string;
}

export type Edit = ReplaceEdit | CreateEdit;

export const isCreate = (edit: Edit): edit is CreateEdit => 'create' in edit;

/** The replacements of `edits` that touch `file`, in text order. */
export function editsOf(edits: readonly Edit[], file: Uri): ReplaceEdit[] {
  return edits
    .filter((edit): edit is ReplaceEdit => !isCreate(edit) && edit.file === file)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Two edits overlap unless one ends where or before the other starts; two insertions at one place count as overlapping. */
export function overlap(a: ReplaceEdit, b: ReplaceEdit): boolean {
  if (a.file !== b.file) return false;
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** Of one fix: what is inserted at one place becomes one insertion, in the order of the edits. */
export function joinInsertions(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const at = joined.findIndex((other) => !isCreate(edit) && !isCreate(other) && edit.start === edit.end && other.start === other.end && overlap(edit, other));
    const [one, other] = [edit as ReplaceEdit, joined[at] as ReplaceEdit];
    if (at < 0) joined.push(edit);
    else if (one.text !== other.text) joined[at] = { ...other, text: other.text + one.text };
  }
  return joined;
}

/**
 * Applies replacements to one text. Identical insertions are merged into one.
 * @returns undefined when two of them overlap: the caller defers one of them.
 */
export function applyEdits(text: string, edits: readonly ReplaceEdit[]): string | undefined {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: ReplaceEdit[] = [];
  for (const edit of ordered) {
    const last = kept.at(-1);
    if (last && last.start === edit.start && last.end === edit.end && last.text === edit.text) continue;
    if (last && overlap(last, edit)) return undefined;
    kept.push(edit);
  }
  let result = text;
  for (const edit of kept.reverse()) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}

/**
 * Edits of one file whose ranges may touch or overlap because they belong together: overlapping ones become one.
 * Lines that are put where lines were removed do not leave an empty line behind.
 */
export function mergeEdits(text: string, edits: readonly ReplaceEdit[]): ReplaceEdit[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const result: ReplaceEdit[] = [];
  for (const edit of ordered) {
    const last = result.at(-1);
    if (!last || edit.start >= last.end) {
      result.push(edit);
      continue;
    }
    const atLineStart = last.text === '' && (last.start === 0 || /[\r\n]/.test(text[last.start - 1]!));
    result[result.length - 1] = { ...last, end: Math.max(last.end, edit.end), text: last.text + (atLineStart ? edit.text.replace(/^(\r\n|\r|\n)/, '') : edit.text) };
  }
  return result;
}
