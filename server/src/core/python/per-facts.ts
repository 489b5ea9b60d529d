// Remembers what was computed from facts: they are looked at again after every edit, and most have not changed.
import { MODULE_ITEM, type Item, type ModuleFacts, type Stmt } from './facts';

/** `compute`, once for each module's facts. */
export function perFacts<T>(compute: (facts: ModuleFacts) => T): (facts: ModuleFacts) => T {
  const known = new WeakMap<ModuleFacts, { value: T }>();
  return (facts) => {
    const before = known.get(facts);
    if (before) return before.value;
    const value = compute(facts);
    known.set(facts, { value });
    return value;
  };
}

/**
 * All that `compute` finds in the statements of an item: once for a function or class as a whole, and for each statement of a module
 * by itself. Both keep their identity while nothing in them changes, so an edit of a long file computes little.
 */
export function perBody<T>(compute: (statements: readonly Stmt[]) => readonly T[]): (item: Item) => readonly T[] {
  const known = new WeakMap<object, readonly T[]>();
  const once = (of: object, item: Item): readonly T[] => {
    let found = known.get(of);
    if (!found) known.set(of, (found = compute(of === item ? item.body : [of as Stmt])));
    return found;
  };
  return (item) => {
    if (item.key !== MODULE_ITEM) return once(item, item);
    const all: T[] = [];
    // A long module has hundreds of statements, in which almost nothing is found: no lists are made of nothing.
    for (const statement of item.body) for (const found of once(statement, item)) all.push(found);
    return all;
  };
}
