// Edits of suppression comments: inserting one for a finding, and removing what suppresses nothing.
import type { CommentStyle } from '../knowledge/comments';
import { lineStart, type NamedRule, type Suppression } from '../python/suppressions';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';

/** Another spelling of one rule id. */
export function replaceRule(file: Uri, { start, end }: NamedRule, id: string): ReplaceEdit {
  return { file, start, end, text: id };
}

/** Takes rules out of a comment; where none is left the comment goes, and its line if it has one to itself. */
export function removeRules(text: string, file: Uri, comment: Suppression, unwanted: readonly NamedRule[]): ReplaceEdit[] {
  const kept = (comment.ids ?? []).filter((id) => !unwanted.includes(id));
  if (kept.length > 0) return [{ file, start: comment.ids![0]!.start, end: comment.ids!.at(-1)!.end, text: kept.map(({ id }) => id).join(', ') }];
  const line = lineStart(text, comment.start);
  const code = text.slice(line, comment.start);
  const behind = /^[ \t]*(\r\n|\r|\n|$)/.exec(text.slice(comment.end));
  if (behind && code.trim() === '') return [{ file, start: line, end: comment.end + behind[0].length, text: '' }];
  // Before another tool's comment only ours goes, and the space behind it.
  if (!behind) return [{ file, start: comment.start, end: comment.end + /^[ \t]*/.exec(text.slice(comment.end))![0].length, text: '' }];
  return [{ file, start: line + code.trimEnd().length, end: comment.end, text: '' }];
}

/**
 * Ways to suppress a rule for what starts at `start`, best first: one more rule in a comment that is there, a comment at the
 * end of its line, a comment above it, one above what it belongs to. Some may stand in a string: the caller tries them.
 * @param style undefined: as in Python
 */
export function insertRule(text: string, file: Uri, start: number, rule: string, comments: readonly Suppression[], { behind, flush }: CommentStyle = { behind: true }): ReplaceEdit[][] {
  const there = comments.find(({ word, ids, from, to }) => word === 'ignore' && ids?.length && from > 0 && from <= start && start < to);
  if (there) return [[{ file, start: there.ids!.at(-1)!.end, end: there.ids!.at(-1)!.end, text: `, ${rule}` }]];
  const line = lineStart(text, start);
  const end = start + text.slice(start).search(/[ \t]*(\r\n|\r|\n|$)/);
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const comment = `# firstspan: ignore[${rule}]`;
  const above = (at: number): ReplaceEdit[] => [{ file, start: at, end: at, text: `${flush ? '' : indentationAt(text, at)}${comment}${lineEnd}` }];
  const head = headLine(text, line);
  return [...(behind ? [[{ file, start: end, end, text: `  ${comment}` }]] : []), above(line), ...(head < line ? [above(head)] : [])];
}

const indentationAt = (text: string, line: number): string => /^[ \t]*/.exec(text.slice(line))![0];

/** The line that goes on to this one by backslashes, or the one above that is indented less. */
function headLine(text: string, line: number): number {
  const depth = indentationAt(text, line).length;
  let goesOn = false;
  for (let at = line; at > 0; ) {
    const end = at;
    at = lineStart(text, at - (text.slice(0, at).endsWith('\r\n') ? 2 : 1));
    const above = text.slice(at, end).trimEnd();
    if (above.endsWith('\\')) goesOn = true;
    else if (goesOn) return end;
    else if (above !== '' && indentationAt(text, at).length < depth) return at;
  }
  return goesOn ? 0 : line;
}
