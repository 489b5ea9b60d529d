// Puts the facts of one piece of a module where they stand in the whole: anchors are counted on, repeated names numbered.
import { MODULE_ITEM, type Item, type ItemKey, type ItemSpans, type Lowered, type Stmt } from './facts';

/** The facts of a piece as parts of its module's. */
export interface Placed {
  /** How many anchors of the module's body come before this piece. */
  readonly shift: number;
  /** The new names of the items that stand directly in the module, in text order. */
  readonly roots: readonly ItemKey[];
  readonly body: readonly Stmt[];
  /** In the order in which they are lowered. */
  readonly items: Item[];
  /** `start` counts from the beginning of the piece. */
  readonly spans: readonly (readonly [ItemKey, ItemSpans])[];
}

/** Keys of the items that stand directly in the module, in text order. */
export function rootsOf({ spans }: Lowered): ItemKey[] {
  return Object.keys(spans).filter((key) => key !== MODULE_ITEM && !key.includes('.'));
}

/** @param roots as many as `rootsOf` gives */
export function place(module: Lowered, shift: number, roots: readonly ItemKey[]): Placed {
  const names = new Map(rootsOf(module).map((key, i) => [key, roots[i]!]));
  const { [MODULE_ITEM]: body, ...items } = module.facts.items;
  const { [MODULE_ITEM]: _, ...spans } = module.spans;
  return {
    shift, roots,
    body: moved(body!.body, shift, names),
    // Default values are evaluated by the module.
    items: Object.values(items).map((item) => ({ ...moved(item, 0, names), parameters: moved(item.parameters, item.key.includes('.') ? 0 : shift, names) })),
    spans: Object.entries(spans).map(([key, table]) => [renamed(key, names), table]),
  };
}

function renamed(key: ItemKey, names: ReadonlyMap<ItemKey, ItemKey>): ItemKey {
  const end = key.indexOf('.');
  return end < 0 ? names.get(key)! : names.get(key.slice(0, end))! + key.slice(end);
}

/** A copy of facts (plain data) with `at` counted on and the keys of items renamed. */
function moved<T>(data: T, shift: number, names: ReadonlyMap<ItemKey, ItemKey>): T {
  const copy = (value: unknown, name: string): unknown => {
    if (name === 'at' && typeof value === 'number') return value + shift;
    if ((name === 'item' || name === 'key') && typeof value === 'string') return renamed(value, names);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => copy(one, ''));
    const result: Record<string, unknown> = {};
    for (const key in value) result[key] = copy((value as Record<string, unknown>)[key], key);
    return result;
  };
  return copy(data, '') as T;
}
