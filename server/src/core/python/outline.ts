// A text with its function bodies blanked out: most of them never run in a start-up, so they are parsed when something asks for them.
import { codeEnd, isBlank, logicalLineEnd } from './chunks';

/** A function whose body was blanked out: `[start, end)` from `def` or `async` to the end of its last line. UTF-16 offsets. */
export interface Blanked {
  readonly start: number;
  readonly end: number;
}

export interface Outline {
  /** As long as the original: every offset stands for the same place. */
  readonly text: string;
  /** In text order; none lies in another. */
  readonly functions: readonly Blanked[];
}

/** `def` or `async def` at the beginning of a line, and how deep it is indented. */
const HEAD = /([ \t]*)(?:async[ \t]+)?def[ \t]/y;
const INDENT = /[ \t\f]*/y;

/** @param text a module or a piece of one; every text has an outline, broken Python too */
export function outlineOf(text: string): Outline {
  const parts: string[] = [];
  const functions: Blanked[] = [];
  let kept = 0;
  for (let line = 0; line < text.length; ) {
    const next = logicalLineEnd(text, line, true);
    const indent = headAt(text, line);
    const { end, last } = indent === undefined ? { end: next, last: next } : blockAt(text, next, indent);
    if (indent !== undefined && end > next && text[codeEnd(text, line, next) - 1] === ':') {
      parts.push(text.slice(kept, next), blank(end - next, codeEnd(text, last, end) - next, indent));
      functions.push({ start: line + indent.length, end });
      kept = end;
    }
    line = end;
  }
  return functions.length === 0 ? { text, functions } : { text: parts.join('') + text.slice(kept), functions };
}

/** The indentation of the `def` that stands on this line, undefined for every other line. */
function headAt(text: string, line: number): string | undefined {
  HEAD.lastIndex = line;
  return HEAD.exec(text)?.[1];
}

/** Where the lines end that are indented deeper than `indent`, and where the last of them begins; blank lines and comments belong to what comes behind them. */
function blockAt(text: string, from: number, indent: string): { end: number; last: number } {
  let [end, last] = [from, from];
  for (let line = from; line < text.length; ) {
    INDENT.lastIndex = line;
    const [own] = INDENT.exec(text)!;
    const comment = text[line + own.length] === '#';
    const next = comment ? physicalLineEnd(text, line) : logicalLineEnd(text, line, true);
    if (!comment && !isBlank(text, line, next)) {
      if (own.length <= indent.length || !own.startsWith(indent)) break;
      [end, last] = [next, line];
    }
    line = next;
  }
  return { end, last };
}

function physicalLineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** One number, deeper than `indent`, that ends at `end`, in so many characters. The grammar counts indentation in a byte: a long one would be none. */
function blank(length: number, end: number, indent: string): string {
  const statement = `${indent} `.padEnd(end, '0');
  return length > statement.length ? `${statement.padEnd(length - 1)}\n` : statement;
}
