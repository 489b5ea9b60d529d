// Reads how a Python file is written: whole lines, indentation, line ends, quotes.
import { LineIndex } from '../text/lines';

/** Whole lines `[start, end)` in UTF-16 offsets, the last line end included. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

export class Source {
  private readonly index: LineIndex;

  constructor(readonly text: string) {
    this.index = new LineIndex(text);
  }

  /** The file's own line end; the first one decides. */
  get newline(): string {
    return /\r\n|\r|\n/.exec(this.text)?.[0] ?? '\n';
  }

  /** The quote character that the file uses more often; double quotes when it has none. */
  get quote(): '"' | "'" {
    const count = (quote: string) => this.text.split(quote).length;
    return count("'") > count('"') ? "'" : '"';
  }

  /** The indentation of the line that `offset` is on. */
  indentAt(offset: number): string {
    const start = this.index.lineStart(offset);
    return /^[\ufeff]?([ \t\f]*)/.exec(this.text.slice(start))![1]!;
  }

  /** One level of indentation, as this file writes it. */
  get unit(): string {
    return /^([ \t]+)\S/m.exec(this.text)?.[1] ?? '    ';
  }

  /**
   * The whole lines of a range, with a comment behind it.
   * @returns undefined when something else stands on its first or last line (`a(); b()`)
   */
  lines(start: number, end: number): Lines | undefined {
    const first = this.index.lineStart(start);
    if (!/^[\ufeff \t\f]*$/.test(this.text.slice(first, start))) return undefined;
    const rest = /^[ \t]*;?[ \t]*(#[^\r\n]*)?(\r\n|\r|\n|$)/.exec(this.text.slice(end));
    return rest ? { start: first + (this.text[first] === '\ufeff' ? 1 : 0), end: end + rest[0].length } : undefined;
  }

  /** The text of whole lines, ending with a line end even at the end of the file. */
  textOf({ start, end }: Lines): string {
    const text = this.text.slice(start, end);
    return /[\r\n]$/.test(text) ? text : text + this.newline;
  }

  /** Own-line comments directly above belong to the statement and move with it. */
  withComments(lines: Lines, indent: string): Lines {
    let { start } = lines;
    while (start > 0) {
      const previous = this.index.lineStart(start - 1);
      const text = this.text.slice(previous, start);
      if (!text.startsWith(`${indent}#`) || /^#(!|.*coding[:=])/.test(text)) break;
      start = previous;
    }
    return { start, end: lines.end };
  }
}
