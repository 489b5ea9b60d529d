// Comparing LSP positions and ranges.
import type { Position, Range } from 'vscode-languageserver';

/** A cursor at either end of a range touches it. */
export function touch(a: Range, b: Range): boolean {
  return !isAfter(a.start, b.end) && !isAfter(b.start, a.end);
}

export function isWithinRange(position: Position, range: Range): boolean {
  return touch({ start: position, end: position }, range);
}

export function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function isAfter(a: Position, b: Position): boolean {
  return a.line > b.line || (a.line === b.line && a.character > b.character);
}
