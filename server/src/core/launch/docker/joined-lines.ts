// The arguments of an instruction as one line: continued lines are joined, and comments between them left out, as Docker does.
import { joined, pieceOf } from '../piece';
import type { Piece } from '../types';

/** @param escape the character that continues a line */
export function joinedLines(text: string, at: { readonly start: number; readonly end: number }, escape: string): Piece {
  const parts: Piece[] = [];
  let start = at.start;
  let continued = false;
  while (start < at.end) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 || newline >= at.end ? at.end : newline + 1;
    const line = text.slice(start, next);
    const left = continued && /^\s*(#|$)/.test(line) ? undefined : withoutEscape(line, escape);
    if (left !== undefined) parts.push(pieceOf(text, start, start + left.length));
    if (left !== undefined && left.length === line.length && next < at.end) return joined([...parts, pieceOf(text, next, at.end)], at.end);
    continued = true;
    start = next;
  }
  return joined(parts, at.end);
}

/** A line up to its continuation; the whole line where it has none. */
function withoutEscape(line: string, escape: string): string {
  const end = line.trimEnd();
  return /[\r\n]$/.test(line) && end.endsWith(escape) ? end.slice(0, -1) : line;
}
