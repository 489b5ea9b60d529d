// The bodies of a module by their keys, those inside of functions that are read late among them.
import { samePlainData, type Same } from './equal';
import type { Item, ItemKey, ModuleFacts } from './facts';
import { LateItem } from './late';
import { moved } from './move';
import type { Placed } from './place';

const NO_NAMES: ReadonlyMap<ItemKey, ItemKey> = new Map();
const saidOf = ({ key, parameters, deferred, body }: Item): Item => ({ key, parameters, deferred, body });

export class Bodies implements ModuleFacts {
  private byKey: Map<ItemKey, Item> | undefined;
  /** Which parts have items that may have the words: those that were asked for, and those of the text before. */
  private readonly asked = new Map<RegExp, readonly number[]>();
  private readonly inherited = new Map<RegExp, readonly number[]>();

  /**
   * @param parts hold every item but the module's own and those inside of `LateItem`s, in the order in which they are lowered
   * @param before the file's last text, of which nothing is kept but what was found out about parts that are the same, at the beginning and at the end
   */
  constructor(readonly module: Item, private readonly parts: readonly Placed[], before?: { readonly facts: Bodies; readonly same: Same }) {
    if (before) for (const [words, known] of before.facts.asked) this.inherited.set(words, this.partsAfter(words, known, before.facts.parts.length, before.same));
  }

  item(key: ItemKey): Item | undefined {
    if (key === this.module.key) return this.module;
    return this.own().get(key) ?? this.inside(key);
  }

  items(words?: RegExp): Item[] {
    if (!words) return this.select(this.parts, () => true);
    const known = this.asked.get(words) ?? this.inherited.get(words) ?? this.lookFor(words, 0, this.parts.length);
    this.asked.set(words, known);
    return this.select(known.map((i) => this.parts[i]!), (item) => item.source.mayFit(words));
  }

  itemsNotIn(other: ModuleFacts): Item[] {
    const known = other instanceof Bodies ? new Set(other.lateTexts()) : undefined;
    return this.select(this.parts, (item) => !known?.has(item.source.text));
  }

  private partsAfter(words: RegExp, known: readonly number[], count: number, { head, tail }: Same): number[] {
    const by = this.parts.length - count;
    return [...known.filter((i) => i < head), ...this.lookFor(words, head, this.parts.length - tail), ...known.filter((i) => i >= count - tail).map((i) => i + by)];
  }

  /** The parts in `[from, to)`. */
  private lookFor(words: RegExp, from: number, to: number): number[] {
    const found: number[] = [];
    for (let i = from; i < to; i++) if (this.parts[i]!.mayFit(words) && this.parts[i]!.items.some((item) => !(item instanceof LateItem) || item.source.mayFit(words))) found.push(i);
    return found;
  }

  private own(): Map<ItemKey, Item> {
    if (this.byKey) return this.byKey;
    const byKey = new Map<ItemKey, Item>();
    for (const { items } of this.parts) for (const item of items) byKey.set(item.key, item);
    return (this.byKey = byKey);
  }

  /** @param wanted asked of functions that are read late */
  private select(parts: readonly Placed[], wanted: (item: LateItem) => boolean): Item[] {
    const all: Item[] = [];
    for (const { items } of parts) {
      for (const item of items) {
        if (!(item instanceof LateItem)) all.push(item);
        else if (wanted(item)) all.push(...item.inner, item);
      }
    }
    all.push(this.module);
    return all;
  }

  /** What is said by all but the functions that stand in `other` word for word. Anchors are those of each part by itself: where they begin in a module says nothing. */
  saidBeside(other: Bodies): unknown[] {
    const known = new Set(other.lateTexts());
    return this.parts.flatMap(({ items, body, shift }) => [
      ...items.filter((item) => !(item instanceof LateItem && known.has(item.source.text))).map((item) => ({
        ...saidOf(item), parameters: item.key.includes('.') ? item.parameters : moved(item.parameters, -shift, NO_NAMES), inner: item instanceof LateItem ? item.inner.map(saidOf) : [],
      })),
      moved(body, -shift, NO_NAMES),
    ]);
  }

  private lateTexts(): string[] {
    return this.parts.flatMap(({ items }) => items.flatMap((item) => (item instanceof LateItem ? [item.source.text] : [])));
  }

  private inside(key: ItemKey): Item | undefined {
    const outer = outerKeys(key).map((one) => this.own().get(one)).find((item) => item instanceof LateItem);
    return outer instanceof LateItem ? outer.inner.find((item) => item.key === key) : undefined;
  }
}

/** `a.b` and `a` for `a.b.c`. */
export function outerKeys(key: ItemKey): ItemKey[] {
  const keys: ItemKey[] = [];
  for (let end = key.lastIndexOf('.'); end > 0; end = key.lastIndexOf('.', end - 1)) keys.push(key.slice(0, end));
  return keys;
}

/** Two modules that do the same when they run. */
export function sameProgram(a: ModuleFacts, b: ModuleFacts): boolean {
  return a instanceof Bodies && b instanceof Bodies && samePlainData(a.saidBeside(b), b.saidBeside(a));
}
