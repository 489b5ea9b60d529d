// What is collected while a syntax tree is lowered: items, their spans, and which item is being read.
import type { SyntaxNode } from '../syntax/parser';
import { LateItem, type LateBody } from './late';
import { MODULE_ITEM, type Item, type ItemKey, type Parameter, type Stmt } from './facts';

/** Statements and expressions may nest this deep: Python's own parser gives up at 200 brackets, its tokenizer at 100 indentations. */
export const MAX_NESTING = 200;

/** The statement that is being lowered nests too deep to be read. */
export class TooDeep extends Error {}

/** Collects the items and spans of one module while its tree is walked. */
export class Lowering {
  readonly items: Record<ItemKey, Item> = {};
  readonly spans: Record<ItemKey, { start: number; offsets: number[] }> = {};
  item: ItemKey = MODULE_ITEM;
  deferred = false;
  private depth = 0;

  constructor(readonly text: string, readonly late?: ReadonlyMap<number, LateBody>) {}

  source(node: SyntaxNode): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }

  anchor(node: SyntaxNode): number {
    const table = this.spans[this.item]!;
    table.offsets.push(node.startIndex - table.start, node.endIndex - table.start);
    return table.offsets.length / 2 - 1;
  }

  /** Goes one level deeper. @throws TooDeep */
  deeper<T>(work: () => T): T {
    if (this.depth >= MAX_NESTING) throw new TooDeep();
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }

  /** Lowers a nested body under a key of its own. */
  nested(name: string, start: number, parameters: readonly Parameter[], body: () => Stmt[], isAsync = false): ItemKey {
    const key = this.freeKey(name);
    const outer = { item: this.item, deferred: this.deferred };
    this.item = key;
    this.deferred = isAsync;
    this.spans[key] = { start, offsets: [] };
    const statements = body();
    this.items[key] = { key, parameters, deferred: this.deferred, body: statements };
    this.item = outer.item;
    this.deferred = outer.deferred;
    return key;
  }

  /** A function whose body is read when something asks for it. @param start where its text begins */
  later(name: string, start: number, parameters: readonly Parameter[], body: LateBody): ItemKey {
    const key = this.freeKey(name);
    this.items[key] = new LateItem(key, parameters, body);
    this.spans[key] = { start, offsets: [] };
    return key;
  }

  private freeKey(name: string): ItemKey {
    const base = this.item === MODULE_ITEM ? name : `${this.item}.${name}`;
    let key = base;
    for (let n = 2; key in this.spans; n++) key = `${base}#${n}`;
    return key;
  }
}

/** What may stand anywhere. */
const EXTRAS: ReadonlySet<string> = new Set(['comment', 'line_continuation']);

/** The named children that are no comments. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child): child is SyntaxNode => child !== null && !EXTRAS.has(child.type));
}
