// The body of a function that is parsed when something asks for it.
import { MODULE_ITEM, type Item, type ItemKey, type ItemSpans, type Lowered, type Parameter, type Stmt } from './facts';
import { fitter } from './fits';
import { moved, renamed } from './move';

/** The text of one function, and what it says as soon as somebody wants to know. */
export class LateBody {
  private lowered: Lowered | undefined;
  /** False where the text has no such words. */
  readonly mayFit: (words: RegExp) => boolean;

  /** @param text from `def` or `async` on @param lower reads it as a module with that one statement */
  constructor(readonly text: string, private readonly lower: (text: string) => Lowered) {
    this.mayFit = fitter(text);
  }

  get isRead(): boolean {
    return this.lowered !== undefined;
  }

  read(): Lowered {
    return (this.lowered ??= this.lower(this.text));
  }

  /** The key of the function in what `read` gives; undefined where a syntax error leaves none. */
  root(): ItemKey | undefined {
    const [first] = this.read().items[MODULE_ITEM]!.body;
    return first?.kind === 'define' ? first.item : undefined;
  }

  /** @param inner the key below the function's own, empty for itself @returns as `ItemSpans`, from the beginning of the text */
  spans(inner: string): ItemSpans {
    const root = this.root();
    const found = root === undefined ? undefined : this.read().spans[root + inner];
    return found ?? { start: 0, offsets: [0, this.text.length] };
  }
}

/** A function whose body is read late. */
export class LateItem implements Item {
  private known: { own: Item; inner: readonly Item[] } | undefined;

  constructor(readonly key: ItemKey, readonly parameters: readonly Parameter[], readonly source: LateBody) {}

  get deferred(): boolean {
    return this.read().own.deferred;
  }

  get body(): readonly Stmt[] {
    return this.read().own.body;
  }

  /** The bodies inside this one. */
  get inner(): readonly Item[] {
    return this.read().inner;
  }

  get isRead(): boolean {
    return this.known !== undefined;
  }

  with(parameters: readonly Parameter[]): LateItem {
    const copy = new LateItem(this.key, parameters, this.source);
    copy.known = this.known;
    return copy;
  }

  private read(): { own: Item; inner: readonly Item[] } {
    return (this.known ??= this.placed());
  }

  /** What was read, under this key. */
  private placed(): { own: Item; inner: readonly Item[] } {
    const root = this.source.root();
    const { items } = this.source.read();
    if (root === undefined) return { own: { key: this.key, parameters: this.parameters, deferred: false, body: [{ kind: 'unknown', at: 0, binds: [], inert: false }] }, inner: [] };
    const names = new Map([[root, this.key]]);
    const below = Object.values(items).filter(({ key }) => key.startsWith(`${root}.`)).map((item) => ({ ...moved(item, 0, names), key: renamed(item.key, names) }));
    return { own: moved(items[root]!, 0, names), inner: below };
  }
}
