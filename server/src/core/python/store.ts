// Lowered modules by file. The pieces of open documents are kept, so that an edit parses and lowers only what it touches.
import { assemble, pieceOf, type Piece } from './assemble';
import { chunksAfterEdit, chunksOf, type Chunk } from './chunks';
import { withCommentTree } from './comment-tree';
import { lowerModule } from './lower';
import type { Lowered, LoweredModule } from './facts';
import { LateBody } from './late';
import { outlineOf } from './outline';
import type { PythonParser, SyntaxNode } from '../syntax/parser';
import { sameScan, scanModule, type ModuleScan } from './scan';
import { hasSuppressions, readSuppressions } from './suppressions';
import type { Uri } from '../text/span';

interface Entry {
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly module: LoweredModule;
}

/** Pieces of earlier texts of an open document that are kept beside those of the newest: what is undone was there before. */
const KEPT = 200;

export class FactsStore {
  private readonly entries = new Map<Uri, Entry>();
  private readonly scans = new Map<Uri, { readonly text: string; readonly scan: ModuleScan }>();
  /** The pieces of open documents by their text, those that were used last at the end. */
  private readonly pieces = new Map<Uri, Map<string, Piece>>();

  constructor(private readonly parser: PythonParser) {}

  /**
   * The facts of a text. When they equal those of the file's last text, the very same `facts` object comes back:
   * callers compare by identity and replay nothing.
   */
  get(uri: Uri, text: string): LoweredModule {
    const known = this.entries.get(uri);
    if (known?.text === text) return known.module;
    const chunks = known ? chunksAfterEdit(known.text, known.chunks, text) : chunksOf(text);
    const module = this.lower(text, chunks, this.pieces.get(uri), known?.module);
    this.entries.set(uri, { text, chunks, module });
    return module;
  }

  /** What can be said of a text without parsing it. The very same object comes back while it says the same. */
  scan(uri: Uri, text: string): ModuleScan {
    const known = this.scans.get(uri);
    if (known?.text === text) return known.scan;
    const fresh = scanModule(text);
    const scan = known && sameScan(known.scan, fresh) ? known.scan : fresh;
    this.scans.set(uri, { text, scan });
    return scan;
  }

  /** Keeps the pieces of this file from now on. */
  keepPieces(uri: Uri): void {
    if (!this.pieces.has(uri)) this.pieces.set(uri, new Map());
  }

  /** Forgets the pieces of this file. */
  dropPieces(uri: Uri): void {
    this.pieces.delete(uri);
  }

  private lower(text: string, chunks: readonly Chunk[], kept: Map<string, Piece> | undefined, before: LoweredModule | undefined): LoweredModule {
    const pieces = chunks.filter(({ code }) => code).map(({ start, end }) => ({ start, piece: this.piece(text.slice(start, end), kept) }));
    if (kept) forget(kept, pieces.length);
    return { ...assemble(pieces, before?.facts), suppressions: this.suppressions(text, chunks) };
  }

  private piece(text: string, kept: Map<string, Piece> | undefined): Piece {
    const known = kept?.get(text);
    if (kept && known) {
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    // A copy: a slice would keep the whole text that it was cut out of.
    const own = kept ? copyOf(text) : text;
    const piece = pieceOf(this.read(own));
    kept?.set(own, piece);
    return piece;
  }

  /** Function bodies are left for later, unless an error may reach out of one. */
  private read(text: string): Lowered {
    const { text: outline, functions } = outlineOf(text);
    const late = new Map(functions.map(({ start, end }) => [start, new LateBody(text.slice(start, end), (own) => this.parsed(own, (root) => lowerModule(root, own)))]));
    return this.parsed(outline, (root) => (root.hasError ? undefined : lowerModule(root, outline, late))) ?? this.parsed(text, (root) => lowerModule(root, text));
  }

  private parsed<T>(text: string, work: (root: SyntaxNode) => T): T {
    const tree = this.parser.parse(text);
    try {
      return work(tree.rootNode);
    } finally {
      tree.delete();
    }
  }

  private suppressions(text: string, chunks: readonly Chunk[]): LoweredModule['suppressions'] {
    return hasSuppressions(text) ? withCommentTree(this.parser, text, chunks, (root) => readSuppressions(root, text)) : [];
  }
}

/** Drops the pieces that were not used for longest. */
function forget(kept: Map<string, Piece>, used: number): void {
  const oldest = kept.keys();
  for (let surplus = kept.size - used - KEPT; surplus > 0; surplus--) kept.delete(oldest.next().value!);
}

function copyOf(text: string): string {
  return text.split('').join('');
}
