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
 * `compute` for the statements of an item: once for a function or class as a whole, and for each statement of a module by itself.
 * Both keep their identity while nothing in them changes, so an edit of a long file computes little.
 */
export function perBody<T>(compute: (statements: readonly Stmt[]) => T): (item: Item) => readonly T[] {
  const known = new WeakMap<object, readonly T[]>();
  const once = (of: object, statements: readonly Stmt[]): readonly T[] => {
    let value = known.get(of);
    if (!value) known.set(of, (value = [compute(statements)]));
    return value;
  };
  return (item) => (item.key === MODULE_ITEM ? item.body.flatMap((statement) => once(statement, [statement])) : once(item, item.body));
}
