// Text of the checked project as a terminal can show it: no control characters, columns known.

const TAB = 4;

/** Control characters become visible signs: a file must not be able to command the terminal or to reorder the line. */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/^\ufeff/, '');
}

/** One line of source: tabs become spaces up to the next stop. */
export function sourceLine(line: string): string {
  let shown = '';
  for (const [i, piece] of printable(line).split('\t').entries()) {
    if (i > 0) shown += ' '.repeat(TAB - (columns(shown) % TAB));
    shown += piece;
  }
  return shown;
}

/** How many terminal columns a printable text takes. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  // Loaded where it is needed: its tables of emoji take a third of the time of a whole check of a small project.
  const { default: stringWidth } = require('string-width') as typeof import('string-width');
  return stringWidth(text);
}

/**
 * Breaks a text at spaces. @param width columns; undefined leaves it whole. @param indent put before every line but the first.
 */
export function wrap(text: string, width: number | undefined, indent: string): string {
  if (width === undefined) return text;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columns(line) + 1 + columns(word) > width - columns(indent)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
