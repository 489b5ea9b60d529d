// Remembers what was computed from facts: they are looked at again after every edit, and most have not changed.
import { sameEnds } from './equal';
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

/** Statements of a module from which on most are not looked at again. */
const LONG = 100;

/** What was found in which statement of a module's body. */
interface InModule<T> {
  readonly body: readonly Stmt[];
  readonly found: readonly { readonly index: number; readonly values: readonly T[] }[];
}

/**
 * All that `compute` finds in the statements of an item: once for a function or class as a whole, and for each statement of a module
 * by itself. Both keep their identity while nothing in them changes, so an edit of a long file computes little.
 */
export function perBody<T>(compute: (statements: readonly Stmt[]) => readonly T[]): (item: Item) => readonly T[] {
  const known = new WeakMap<Item | Stmt, readonly T[]>();
  const once = (of: Item | Stmt, statements: () => readonly Stmt[]): readonly T[] => {
    let found = known.get(of);
    if (!found) known.set(of, (found = compute(statements())));
    return found;
  };
  const inStatement = (statement: Stmt) => once(statement, () => [statement]);
  // The long module that is asked for is mostly the one that is edited, once more.
  let last: InModule<T> = { body: [], found: [] };
  return (item) => {
    if (item.key !== MODULE_ITEM) return once(item, () => item.body);
    if (item.body.length < LONG) return item.body.flatMap(inStatement);
    last = after(last, item.body, inStatement);
    return last.found.flatMap(({ values }) => values);
  };
}

/** Looks only at statements between those that are the very same at the beginning and at the end. */
function after<T>(last: InModule<T>, body: readonly Stmt[], look: (statement: Stmt) => readonly T[]): InModule<T> {
  const old = last.body;
  const { head, tail } = sameEnds(old, body, Object.is);
  const by = body.length - old.length;
  const between = body.slice(head, body.length - tail).flatMap((statement, i) => {
    const values = look(statement);
    return values.length > 0 ? [{ index: head + i, values }] : [];
  });
  const below = last.found.filter(({ index }) => index >= old.length - tail).map(({ index, values }) => ({ index: index + by, values }));
  return { body, found: [...last.found.filter(({ index }) => index < head), ...between, ...below] };
}
