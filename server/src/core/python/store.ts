// Lowered modules by file. An edit of an open document looks only at the pieces that it touches.
import { assemble, type Assembled } from './assemble';
import { withCommentTree } from './comment-tree';
import { Cutting } from './cutting';
import type { LoweredModule } from './facts';
import { PieceReader } from './piece-reader';
import type { PythonParser } from '../syntax/parser';
import { sameScan, scanModule, type ModuleScan } from './scan';
import { readSuppressions, SUPPRESSION_MARK } from './suppressions';
import type { Uri } from '../text/span';

/** What was found out about the newest text of a file. */
interface Known<T> {
  readonly text: string;
  readonly value: T;
}

/** How much text of documents that are not open stays cut, in UTF-16 units: whoever opens a file begins with one of those that were read last. */
const KEPT_CUT = 300_000;

export class FactsStore {
  private readonly cuttings = new Map<Uri, Known<Cutting>>();
  private readonly modules = new Map<Uri, Known<LoweredModule & Assembled>>();
  private readonly scans = new Map<Uri, Known<ModuleScan>>();
  private readonly opened = new Set<Uri>();
  private readonly reader: PieceReader;

  /** @param below what it knows holds here too, and is not changed from here: for texts that are only tried */
  constructor(private readonly parser: PythonParser, private readonly below?: FactsStore) {
    this.reader = new PieceReader(parser);
  }

  /**
   * The facts of a text. When they equal those of the file's last text, the very same `facts` object comes back:
   * callers compare by identity and replay nothing.
   */
  get(uri: Uri, text: string): LoweredModule {
    const [own, lower] = [this.modules.get(uri), this.below?.modules.get(uri)];
    const same = [own, lower].find((known) => known?.text === text);
    if (same) return same.value;
    const cutting = this.cut(uri, text);
    const value = { ...assemble(cutting.pieces(this.reader), (own ?? lower)?.value), suppressions: this.suppressions(text, cutting) };
    this.modules.set(uri, { text, value });
    return value;
  }

  /** What can be said of a text without parsing it. The very same object comes back while it says the same. */
  scan(uri: Uri, text: string): ModuleScan {
    const [known, lower] = [this.scans.get(uri), this.below?.scans.get(uri)];
    const same = [known, lower].find((one) => one?.text === text);
    if (same) return same.value;
    const fresh = this.opened.has(uri) ? this.cut(uri, text).scan() : scanModule(text);
    const value = known && sameScan(known.value, fresh) ? known.value : fresh;
    this.scans.set(uri, { text, value });
    return value;
  }

  /** Does a text have these words? @param words never go on from one line to the next */
  fits(uri: Uri, text: string, words: RegExp): boolean {
    return this.opened.has(uri) ? this.cut(uri, text).fits(words) : words.test(text);
  }

  /** Looks at the pieces of this file alone from now on. */
  open(uri: Uri): void {
    this.opened.add(uri);
  }

  /** Makes what the first edit of an open document would have to make. */
  prepare(uri: Uri, text: string): void {
    this.cut(uri, text).scan();
  }

  /** Forgets what earlier texts of this file said. */
  close(uri: Uri): void {
    this.opened.delete(uri);
    const known = this.cuttings.get(uri);
    if (known) this.cuttings.set(uri, { ...known, value: known.value.withoutEarlier() });
  }

  private cut(uri: Uri, text: string): Cutting {
    const known = this.cuttings.get(uri);
    if (known?.text === text) return known.value;
    const value = known && this.opened.has(uri) ? known.value.after(known.text, text) : Cutting.of(text);
    this.cuttings.delete(uri);
    this.cuttings.set(uri, { text, value });
    this.forgetOldest();
    return value;
  }

  /** Pieces take several times the room of what is made of them. */
  private forgetOldest(): void {
    const closed = [...this.cuttings].filter(([uri]) => !this.opened.has(uri));
    let kept = closed.reduce((sum, [, { text }]) => sum + text.length, 0);
    for (const [uri, { text }] of closed) {
      if (kept <= KEPT_CUT) return;
      this.cuttings.delete(uri);
      kept -= text.length;
    }
  }

  private suppressions(text: string, cutting: Cutting): LoweredModule['suppressions'] {
    return cutting.fits(SUPPRESSION_MARK) ? withCommentTree(this.parser, text, cutting.chunks, (root) => readSuppressions(root, text)) : [];
  }
}
