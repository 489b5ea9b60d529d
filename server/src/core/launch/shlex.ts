// A command line as Python's shlex.split reads it: quotes and backslashes, no variables and no operators.
import { place } from './piece';
import type { Piece, Word } from './types';

/** @returns the words up to a quote that does not end, and whether all quotes end */
export function splitWords(line: Piece): { readonly words: readonly Word[]; readonly whole: boolean } {
  const words: Word[] = [];
  const { text } = line;
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) at++;
    else {
      const word = wordAt(text, at);
      if (!word) return { words, whole: false };
      const { indexes } = word;
      words.push({ text: word.value, at: place(line, at, word.end), offset: (index) => line.offset(indexes[index] ?? (indexes.at(-1) ?? -1) + 1) });
      at = word.end;
    }
  }
  return { words, whole: true };
}

/** A part of a word; `indexes`: where each of its characters stands. */
interface Part {
  readonly value: string;
  readonly end: number;
  readonly indexes: readonly number[];
}

function wordAt(text: string, start: number): Part | undefined {
  let value = '';
  const indexes: number[] = [];
  let at = start;
  while (at < text.length && !/\s/.test(text[at]!)) {
    const char = text[at]!;
    if (char === '"' || char === "'") {
      const inner = quotedAt(text, at, char);
      if (!inner) return undefined;
      value += inner.value;
      indexes.push(...inner.indexes);
      at = inner.end;
    } else if (char === '\\') {
      value += text[at + 1] ?? '';
      indexes.push(at + 1);
      at += 2;
    } else {
      value += char;
      indexes.push(at);
      at += 1;
    }
  }
  return { value, end: Math.min(at, text.length), indexes };
}

/** Within double quotes a backslash takes back a quote and a backslash, within single ones nothing. */
function quotedAt(text: string, start: number, quote: string): Part | undefined {
  let value = '';
  const indexes: number[] = [];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return { value, end: at + 1, indexes };
    if (quote === '"' && text[at] === '\\' && /["\\]/.test(text[at + 1] ?? '')) at++;
    value += text[at];
    indexes.push(at);
  }
  return undefined;
}
