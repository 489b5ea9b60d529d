// Lines of a text that is edited: their ends, their indentation, and lines that are put between them.

/** Replaces `[start, end)` (UTF-16 offsets) of the text that is edited. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The line end of a text: that of its first line. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

/** Where the line begins that `offset` is on; a byte order mark belongs to no line. */
export function lineStartAt(text: string, offset: number): number {
  const start = offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}

/** Where the line ends that `offset` is on, without its line end. */
export function lineEndAt(text: string, offset: number): number {
  return offset + text.slice(offset).search(/[\r\n]|$/);
}

/** Where the line below `offset` begins. */
export function nextLineAt(text: string, offset: number): number {
  const end = lineEndAt(text, offset);
  return end + (/^(\r\n|\r|\n)?/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
}

/** The blanks that the line of `offset` begins with. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, offset)))![0];
}

/** New lines above the line that `offset` is on. @param lines each with its indentation */
export function linesAbove(text: string, offset: number, lines: readonly string[]): TextEdit {
  const at = lineStartAt(text, offset);
  return { start: at, end: at, text: lines.map((line) => line + lineEndOf(text)).join('') };
}

/** New lines below the line that `offset` is on. */
export function linesBelow(text: string, offset: number, lines: readonly string[]): TextEdit {
  const at = lineEndAt(text, offset);
  return { start: at, end: at, text: lines.map((line) => lineEndOf(text) + line).join('') };
}

/** New lines at the end of the text, which may lack its last line end. */
export function linesAtEnd(text: string, lines: readonly string[]): TextEdit {
  const open = text !== '' && !/[\r\n]$/.test(text);
  const end = lineEndOf(text);
  return { start: text.length, end: text.length, text: (open ? end : '') + lines.map((line) => line + end).join('') };
}

/** Applies edits that do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
