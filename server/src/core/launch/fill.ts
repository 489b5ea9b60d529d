// Placeholders of tools (`$(VAR)` of make, `{{var}}`) in a text that a shell reads: filled in, or made a variable that nobody sets.
import { piece } from './piece';
import type { Piece } from './types';

/** A variable that no shell has. */
const UNKNOWN = '${__unknown}';

/**
 * @param pattern global; each match is replaced
 * @param value what it stands for; undefined where that is not known
 * @returns the text for a shell; what was filled in stands at the placeholder
 */
export function fill(text: Piece, pattern: RegExp, value: (match: RegExpMatchArray) => string | undefined): Piece {
  const matches = [...text.text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const chars: string[] = [];
  const offsets: number[] = [];
  const copy = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      chars.push(text.text[i]!);
      offsets.push(text.offset(i));
    }
  };
  let done = 0;
  for (const match of matches) {
    copy(done, match.index!);
    done = match.index! + match[0].length;
    const filled = value(match) ?? UNKNOWN;
    for (let i = 0; i < filled.length; i++) {
      chars.push(filled[i]!);
      // From the first character of the placeholder to its last.
      offsets.push(text.offset(i === filled.length - 1 && i > 0 ? done - 1 : match.index!));
    }
  }
  copy(done, text.text.length);
  return piece(chars.join(''), offsets, text.offset(text.text.length));
}
