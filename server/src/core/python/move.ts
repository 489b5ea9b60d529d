// Facts of a part as facts of the whole: anchors are counted on, items renamed.
import type { ItemKey } from './facts';

/** @param names new names of the items at the top of the part */
export function renamed(key: ItemKey, names: ReadonlyMap<ItemKey, ItemKey>): ItemKey {
  const end = key.indexOf('.');
  return end < 0 ? names.get(key) ?? key : (names.get(key.slice(0, end)) ?? key.slice(0, end)) + key.slice(end);
}

/** Facts (plain data) with `at` counted on and the keys of items renamed. Parts in which nothing changes are the very same objects. */
export function moved<T>(data: T, shift: number, names: ReadonlyMap<ItemKey, ItemKey>): T {
  const field = (value: unknown, name: string): unknown => {
    if (typeof value === 'object' && value !== null) return Array.isArray(value) ? list(value) : record(value as Record<string, unknown>);
    if (name === 'at' && typeof value === 'number') return value + shift;
    return (name === 'item' || name === 'key') && typeof value === 'string' ? renamed(value, names) : value;
  };
  const record = (value: Record<string, unknown>): Record<string, unknown> => {
    let copy: Record<string, unknown> | undefined;
    for (const name in value) {
      const now = field(value[name], name);
      if (now !== value[name]) (copy ??= { ...value })[name] = now;
    }
    return copy ?? value;
  };
  const list = (value: readonly unknown[]): readonly unknown[] => {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const now = field(value[i], '');
      if (now !== value[i]) (copy ??= [...value])[i] = now;
    }
    return copy ?? value;
  };
  return field(data, '') as T;
}
