// Where the characters of a value stand in the text that it was read from: through quotes, escapes, indentation and folded lines.

/** How much of the text an escape takes, its backslash included; those that are not named take two characters. */
const ESCAPES: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * Follows a string value of YAML, JSON or TOML through its source.
 * @param text the whole file
 * @param start where the scalar begins, with its quote or block indicator; UTF-16 offsets
 * @param end behind its last character
 * @param value what a parser made of it
 * @returns the offset of character `index` of `value`; `end` behind the last one. What cannot be followed stands at `start`.
 */
export function aligned(text: string, start: number, end: number, value: string): (index: number) => number {
  const quote = /^("""|'''|["'])/.exec(text.slice(start, start + 3))?.[1] ?? '';
  const first = start + quote.length;
  if (text.slice(first, first + value.length) === value && !/^[|>]/.test(text[start] ?? '')) return (index) => (index < value.length ? first + index : end);
  const offsets = follow(text, quote === '' ? afterHeader(text, start) : first, end, value, quote);
  return (index) => (index < value.length ? (offsets[index] ?? start) : end);
}

/** The text of a block scalar begins on the line behind its indicator. */
function afterHeader(text: string, start: number): number {
  return start + (/^[|>][^\n]*\n/.exec(text.slice(start, start + 200))?.[0].length ?? 0);
}

function follow(text: string, from: number, end: number, value: string, quote: string): number[] {
  const offsets: number[] = [];
  let at = from;
  while (offsets.length < value.length && at < end) {
    const wanted = value[offsets.length]!;
    const there = text[at]!;
    const length = quote.startsWith('"') && there === '\\' ? escapeAt(text, at) : quote === "'" && there === "'" ? 2 : 1;
    if (length > 1 && !/[\r\n]/.test(text[at + 1] ?? '')) {
      offsets.push(at);
      // An escape can stand for a character of two code units.
      if (length === ESCAPES.U && /[\ud800-\udbff]/.test(wanted)) offsets.push(at);
      at += length;
    } else if (there === wanted || (/[ \n]/.test(wanted) && /[\r\n]/.test(there))) {
      offsets.push(at);
      at += there === '\r' && text[at + 1] === '\n' ? 2 : 1;
    } else if (/[\s\\]/.test(there)) at += 1;
    else return [];
  }
  return offsets;
}

function escapeAt(text: string, at: number): number {
  return ESCAPES[text[at + 1] ?? ''] ?? 2;
}
