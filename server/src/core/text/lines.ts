// Converts between UTF-16 offsets and line/column. Line ends are \n, \r\n and a lone \r, as LSP defines them.

/** 0-based line and 0-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Offset/position conversion for one text; built once per text, and only as far as somebody asks: findings stand at the top of a file. */
export class LineIndex {
  /** The offset at which each line starts, as far as the text was read. */
  private readonly starts: number[] = [0];
  private read = 0;

  constructor(readonly text: string) {}

  /** Offsets outside the text are clamped. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    this.readTo(() => this.read <= at);
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
    this.readTo(() => this.starts.length <= line + 1);
    const start = this.starts[line] ?? this.text.length;
    return this.text.slice(start, this.starts[line + 1] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  get lineCount(): number {
    this.readTo(() => true);
    return this.starts.length;
  }

  /** Reads on, line by line, while `more` says so. */
  private readTo(more: () => boolean): void {
    while (this.read < this.text.length && more()) {
      const code = this.text.charCodeAt(this.read++);
      if (code === 13 && this.text.charCodeAt(this.read) === 10) this.read++;
      if (code === 13 || code === 10) this.starts.push(this.read);
    }
  }
}
