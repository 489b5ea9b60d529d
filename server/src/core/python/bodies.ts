// The bodies of a module by their keys, those inside of functions that are read late among them.
import type { Item, ItemKey, ModuleFacts } from './facts';
import { LateItem } from './late';

export class Bodies implements ModuleFacts {
  /** @param own every item but those inside of `LateItem`s, in the order in which they are lowered */
  constructor(readonly module: Item, private readonly own: ReadonlyMap<ItemKey, Item>) {}

  get size(): number {
    return this.own.size;
  }

  hasOrder(keys: readonly ItemKey[]): boolean {
    let i = 0;
    for (const key of this.own.keys()) if (key !== keys[i++]) return false;
    return true;
  }

  item(key: ItemKey): Item | undefined {
    if (key === this.module.key) return this.module;
    return this.own.get(key) ?? this.inside(key);
  }

  items(words?: RegExp): Item[] {
    return this.select((text) => words === undefined || words.test(text));
  }

  itemsNotIn(other: ModuleFacts): Item[] {
    const known = other instanceof Bodies ? new Set(other.lateTexts()) : undefined;
    return this.select((text) => !known?.has(text));
  }

  /** @param wanted asked of the texts of functions that are read late */
  private select(wanted: (text: string) => boolean): Item[] {
    const all: Item[] = [];
    for (const item of this.own.values()) {
      if (!(item instanceof LateItem)) all.push(item);
      else if (wanted(item.source.text)) all.push(...item.inner, item);
    }
    all.push(this.module);
    return all;
  }

  private lateTexts(): string[] {
    return [...this.own.values()].flatMap((item) => (item instanceof LateItem ? [item.source.text] : []));
  }

  private inside(key: ItemKey): Item | undefined {
    const outer = outerKeys(key).map((one) => this.own.get(one)).find((item) => item instanceof LateItem);
    return outer instanceof LateItem ? outer.inner.find((item) => item.key === key) : undefined;
  }
}

/** `a.b` and `a` for `a.b.c`. */
export function outerKeys(key: ItemKey): ItemKey[] {
  const keys: ItemKey[] = [];
  for (let end = key.lastIndexOf('.'); end > 0; end = key.lastIndexOf('.', end - 1)) keys.push(key.slice(0, end));
  return keys;
}
