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
      words.push({ text: word.value, at: place(line, at, word.end) });
      at = word.end;
    }
  }
  return { words, whole: true };
}

function wordAt(text: string, start: number): { value: string; end: number } | undefined {
  let value = '';
  let at = start;
  while (at < text.length && !/\s/.test(text[at]!)) {
    const char = text[at]!;
    if (char === '"' || char === "'") {
      const inner = quotedAt(text, at, char);
      if (!inner) return undefined;
      value += inner.value;
      at = inner.end;
    } else if (char === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
    } else {
      value += char;
      at += 1;
    }
  }
  return { value, end: Math.min(at, text.length) };
}

/** Within double quotes a backslash takes back a quote and a backslash, within single ones nothing. */
function quotedAt(text: string, start: number, quote: string): { value: string; end: number } | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === quote) return { value, end: at + 1 };
    if (quote === '"' && text[at] === '\\' && /["\\]/.test(text[at + 1] ?? '')) at++;
    value += text[at];
  }
  return undefined;
}
