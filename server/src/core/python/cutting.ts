// A text cut into pieces, with what was found out about each; an edited text takes over what it has not touched.
import { pieceOf, type Piece } from './assemble';
import { chunksAfterEdit, chunksOf, type Chunk } from './chunks';
import { fitter } from './fits';
import type { PieceReader } from './piece-reader';
import { joinScans, sayAlike, scanPart, type ModuleScan, type PartScan } from './scan';

/** Pieces of earlier texts that are kept beside those of the newest: what is undone was there before. */
const KEPT = 200;

/** What a piece says, wherever it stands. */
class Content {
  private scanned: PartScan | undefined;
  private read: Piece | undefined;

  readonly fits: (words: RegExp) => boolean;

  constructor(readonly text: string) {
    this.fits = fitter(text);
  }

  scan(): PartScan {
    return (this.scanned ??= scanPart(this.text));
  }

  piece(reader: PieceReader): Piece {
    return (this.read ??= pieceOf(reader.read(this.text), this.fits));
  }
}

export class Cutting {
  private scanned: ModuleScan | undefined;

  /** @param earlier contents that are in none of the chunks any more, those that went last at the end */
  private constructor(readonly chunks: readonly Chunk[], private readonly contents: readonly Content[], private readonly earlier: ReadonlyMap<string, Content>) {}

  static of(text: string): Cutting {
    const chunks = chunksOf(text);
    return new Cutting(chunks, chunks.map(({ start, end }) => new Content(text.slice(start, end))), new Map());
  }

  /** The same for an edited text. @param before the text that this one was cut from */
  after(before: string, text: string): Cutting {
    const { chunks, head, tail } = chunksAfterEdit(before, this.chunks, text);
    const gone = this.contents.slice(head, this.contents.length - tail);
    const earlier = new Map([...this.earlier, ...gone.map((content) => [content.text, content] as const)].slice(-KEPT));
    const fresh = chunks.slice(head, chunks.length - tail).map(({ start, end }) => taken(earlier, text.slice(start, end)));
    const next = new Cutting(chunks, [...this.contents.slice(0, head), ...fresh, ...this.contents.slice(this.contents.length - tail)], earlier);
    if (this.scanned && sayAlike(gone.map((content) => content.scan()), fresh.map((content) => content.scan()))) next.scanned = this.scanned;
    return next;
  }

  /** The same, of the newest text alone. */
  withoutEarlier(): Cutting {
    return new Cutting(this.chunks, this.contents, new Map());
  }

  /** Has one of the pieces these words? @param words never go on from one line to the next */
  fits(words: RegExp): boolean {
    return this.contents.some((content) => content.fits(words));
  }

  /** What the text says without being parsed; the very same object where an edit has changed nothing in it. */
  scan(): ModuleScan {
    return (this.scanned ??= joinScans(this.contents.map((content) => content.scan())));
  }

  /** The statements. */
  pieces(reader: PieceReader): { start: number; piece: Piece }[] {
    const all: { start: number; piece: Piece }[] = [];
    this.chunks.forEach(({ start, code }, i) => code && all.push({ start, piece: this.contents[i]!.piece(reader) }));
    return all;
  }
}

/** What an earlier text said in the same words, or something new. */
function taken(earlier: Map<string, Content>, text: string): Content {
  const known = earlier.get(text);
  earlier.delete(text);
  // A copy: a slice would keep the whole text that it was cut out of.
  return known ?? new Content(copyOf(text));
}

function copyOf(text: string): string {
  return text.split('').join('');
}
