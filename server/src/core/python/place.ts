// Puts the facts of one piece of a module where they stand in the whole: with anchors of the module, and repeated names numbered.
import { MODULE_ITEM, type Item, type ItemKey, type ItemSpans, type Lowered, type Stmt } from './facts';
import { LateItem, type LateBody } from './late';
import { moved, renamed } from './move';

/** `start` counts from the beginning of the piece. `late`: the offsets are those of a body that is read when they are wanted. */
export type PlacedSpans = ItemSpans & { readonly late?: LateBody };

/** The facts of a piece as parts of its module's. */
export interface Placed {
  /** The first of its anchors in the module's body. */
  readonly shift: number;
  /** The new names of the items that stand directly in the module, in text order. */
  readonly roots: readonly ItemKey[];
  readonly body: readonly Stmt[];
  /** In the order in which they are lowered. */
  readonly items: Item[];
  readonly spans: readonly (readonly [ItemKey, PlacedSpans])[];
  /** `[start, end)` pairs of the module's own anchors, from the beginning of the piece. */
  readonly anchors: readonly number[];
  /** False where the text of the piece has no such words. */
  readonly mayFit: (words: RegExp) => boolean;
}

/** Keys of the items that stand directly in the module, in text order. */
export function rootsOf({ spans }: Lowered): ItemKey[] {
  return Object.keys(spans).filter((key) => key !== MODULE_ITEM && !key.includes('.'));
}

/** @param roots as many as `rootsOf` gives */
export function place(module: Lowered, mayFit: Placed['mayFit'], shift: number, roots: readonly ItemKey[]): Placed {
  const names = new Map(rootsOf(module).map((key, i) => [key, roots[i]!]));
  const { [MODULE_ITEM]: body, ...items } = module.items;
  const { [MODULE_ITEM]: own, ...spans } = module.spans;
  return {
    shift, roots, mayFit, anchors: own!.offsets,
    body: moved(body!.body, shift, names),
    items: Object.values(items).map((item) => placeItem(item, shift, names)),
    spans: Object.entries(spans).map(([key, table]) => [renamed(key, names), items[key] instanceof LateItem ? { ...table, late: items[key].source } : table]),
  };
}

function placeItem(item: Item, shift: number, names: ReadonlyMap<ItemKey, ItemKey>): Item {
  // Default values are evaluated by the body around the function.
  const parameters = moved(item.parameters, item.key.includes('.') ? 0 : shift, names);
  if (item instanceof LateItem) return new LateItem(renamed(item.key, names), parameters, item.source);
  return { ...moved(item, 0, names), parameters };
}
