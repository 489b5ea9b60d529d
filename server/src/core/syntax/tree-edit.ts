// Describes how one text became another as the single replaced range that tree-sitter's `edit` wants.
import { LineIndex } from '../text/lines';
import type { Point, TreeEdit } from './parser';

/** The smallest replaced range between two texts, in UTF-16 offsets. */
export function treeEdit(before: string, after: string): TreeEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const oldEndIndex = before.length - tail;
  const newEndIndex = after.length - tail;
  const old = new LineIndex(before);
  const fresh = new LineIndex(after);
  return {
    startIndex: start, oldEndIndex, newEndIndex,
    startPosition: point(old, start), oldEndPosition: point(old, oldEndIndex), newEndPosition: point(fresh, newEndIndex),
  };
}

function point(index: LineIndex, offset: number): Point {
  const { line, character } = index.position(offset);
  return { row: line, column: character };
}
