// Converts between UTF-16 offsets and line/column. Line ends are \n, \r\n and a lone \r, as LSP defines them.

/** 0-based line and 0-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The offset at which each line of `text` starts. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (code === 13 || code === 10) starts.push(i + 1);
  }
  return starts;
}

/** Offset/position conversion for one text; built once per text. */
export class LineIndex {
  private readonly starts: number[];

  constructor(readonly text: string) {
    this.starts = lineStarts(text);
  }

  /** Offsets outside the text are clamped. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - this.starts[low]! };
  }

  /** The offset of the first character of the line that `offset` is on. */
  lineStart(offset: number): number {
    return this.starts[this.position(offset).line]!;
  }

  /** The text of a 0-based line, without its line end. */
  line(line: number): string {
    const start = this.starts[line] ?? this.text.length;
    return this.text.slice(start, this.starts[line + 1] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  get lineCount(): number {
    return this.starts.length;
  }
}
