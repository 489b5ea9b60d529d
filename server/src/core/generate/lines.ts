// Line arithmetic on one text. Offsets are UTF-16, 0-based; line ends are \n, \r\n and a lone \r.

const isBreak = (character: string | undefined): boolean => character === '\n' || character === '\r';

/** The offset of the first character of the line that `offset` is on; a byte order mark is not part of the line. */
export function lineStartAt(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text[at - 1])) at--;
  return at === 0 && text.charCodeAt(0) === 0xfeff ? 1 : at;
}

/** The offset just before the line end. */
export function lineEndAt(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text[at])) at++;
  return at;
}

/** The offset just after the line end. */
function nextLineAt(text: string, offset: number): number {
  const end = lineEndAt(text, offset);
  return end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
}

/** True when nothing but white space stands before `offset` on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStartAt(text, offset), offset).trim() === '';
}

/** True when the line after the one of `offset` is blank or the text ends there. */
export function isBlankAfter(text: string, offset: number): boolean {
  const next = nextLineAt(text, offset);
  return text.slice(next, lineEndAt(text, next)).trim() === '';
}

/** True when the line before the one that starts at `start` is blank or there is none. */
export function isBlankBefore(text: string, start: number): boolean {
  const previous = previousLineAt(text, start);
  return previous === undefined || text.slice(previous, lineEndAt(text, previous)).trim() === '';
}

/** Where the line before the one that starts at `start` begins. */
export function previousLineAt(text: string, start: number): number | undefined {
  if (start <= 1) return undefined;
  return lineStartAt(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
}
