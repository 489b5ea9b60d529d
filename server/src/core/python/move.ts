// Facts of a part as facts of the whole: anchors are counted on, items renamed.
import type { ItemKey } from './facts';

/** @param names new names of the items at the top of the part */
export function renamed(key: ItemKey, names: ReadonlyMap<ItemKey, ItemKey>): ItemKey {
  const end = key.indexOf('.');
  return end < 0 ? names.get(key) ?? key : (names.get(key.slice(0, end)) ?? key.slice(0, end)) + key.slice(end);
}

/** A copy of facts (plain data) with `at` counted on and the keys of items renamed. */
export function moved<T>(data: T, shift: number, names: ReadonlyMap<ItemKey, ItemKey>): T {
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
