// Texts that were taken out of a file, with the place of each of their characters.
import type { Piece, Range } from './types';

/** Stands for text that is not known: two characters, for its two ends. */
export const UNKNOWN = '\ue000\ue000';

/** A part of `text` as it stands there. */
export function pieceOf(text: string, start = 0, end = text.length): Piece {
  return { text: text.slice(start, end), offset: (index) => start + index };
}

/** A text whose characters stand at `offsets`; `end` is where the piece ends. */
export function piece(text: string, offsets: readonly number[], end: number): Piece {
  return { text, offset: (index) => offsets[index] ?? end };
}

/** A part of a piece, as a piece. */
export function part(whole: Piece, start: number, end = whole.text.length): Piece {
  return { text: whole.text.slice(start, end), offset: (index) => (start + index >= end && end > start ? whole.offset(end - 1) + 1 : whole.offset(start + index)) };
}

/** Pieces one behind the other, with nothing between them. */
export function joined(pieces: readonly Piece[], end: number): Piece {
  const offsets = pieces.flatMap((each) => Array.from({ length: each.text.length }, (_, index) => each.offset(index)));
  return piece(pieces.map(({ text }) => text).join(''), offsets, end);
}

/** The place in the file of a part of a piece. Its end is behind its last character, not before the next one. */
export function place(whole: Piece, start = 0, end = whole.text.length): Range {
  const from = whole.offset(start);
  return { start: from, end: end > start ? Math.max(from, whole.offset(end - 1) + 1) : from };
}
