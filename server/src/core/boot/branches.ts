// Branches on unknown conditions. Where both sides only bind names, their results are joined and the path goes on as one;
// otherwise each side gets a path of its own. Settings modules have many such branches, and 2^n paths would end in silence.
import { NotQuiet, Raised, undo, type Binding, type Machine } from './machine';
import { keyOf, type Scope, type Value } from './value';

/** Makes one result of two; undefined where they differ too much to go on as one. */
export type Join<T> = (yes: T, no: T) => { value: T } | undefined;

/** A name that a trial bound, with what it was before and after. */
interface Written {
  readonly scope: Scope;
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value;
}

interface Trial<T> {
  readonly result: T;
  readonly written: readonly Written[];
}

/** Runs both sides of an unknown condition as one, or the one that this path takes. */
export function either<T>(m: Machine, key: string, yes: () => T, no: () => T, join: Join<T>): T {
  const both = asOne(m, key, yes, no, join);
  if (both) return both.value;
  return m.decide(key) ? yes() : no();
}

/**
 * Both sides as one where they only bind names; or one side alone, where the other one only ends the process with an exception.
 * @returns undefined where they need paths of their own, or this path has decided
 */
export function asOne<T>(m: Machine, key: string, yes: () => T, no: () => T, join: Join<T>): { value: T } | undefined {
  if (m.decisions.known(key) !== undefined) return undefined;
  const left = attempt(m, yes);
  const right = attempt(m, no);
  if (left === 'stops' || right === 'stops') return { value: only(m, key, right === 'stops', yes, no) };
  const joined = left && right && join(left.result, right.result);
  if (joined) writeBoth(m, left.written, right.written);
  return joined || undefined;
}

/** Takes the side on which the process goes on; from there on the condition is known. */
function only<T>(m: Machine, key: string, answer: boolean, yes: () => T, no: () => T): T {
  if (!m.journal) m.decisions.assume(key, answer);
  return answer ? yes() : no();
}

/** Runs one side and takes its bindings back. @returns undefined when it did more than bind names; `stops` when the process ends there */
function attempt<T>(m: Machine, side: () => T): Trial<T> | 'stops' | undefined {
  const journal: Binding[] = [];
  const outer = m.journal;
  m.journal = journal;
  try {
    const result = side();
    return { result, written: journal.map(({ scope, name, before }) => ({ scope, name, before, after: scope.get(name)! })) };
  } catch (error) {
    if (error instanceof NotQuiet) return undefined;
    // An exception that nothing catches; one that is caught further out is met again on its own path.
    if (error instanceof Raised) return m.attempts.some(({ catches }) => catches(error.type)) ? undefined : 'stops';
    throw error;
  } finally {
    undo(journal);
    m.journal = outer;
  }
}

/** After the branch a name has one value where both sides agree, else a value that may be either. */
function writeBoth(m: Machine, left: readonly Written[], right: readonly Written[]): void {
  for (const { scope, name } of [...left, ...right]) {
    const [a, b] = [left, right].map((side) => side.find((entry) => entry.scope === scope && entry.name === name)?.after ?? scope.get(name));
    m.write(scope, name, joinValues(m, a, b));
  }
}

/** One value for two: lists keep what either has, and know what may be missing. */
export function joinValues(m: Machine, a: Value | undefined, b: Value | undefined): Value {
  if (a && b && keyOf(a) === keyOf(b) && a.kind === b.kind) return a;
  if (a?.kind === 'sequence' && b?.kind === 'sequence') {
    const both = (item: Value) => [a, b].every((list) => list.items.some((other) => keyOf(other) === keyOf(item)));
    const items = [...a.items, ...b.items.filter((item) => !a.items.some((other) => keyOf(other) === keyOf(item)))];
    return { kind: 'sequence', ...(a.form && a.form === b.form ? { form: a.form } : {}), complete: a.complete && b.complete, items: items.map((item) => (both(item) || item.kind === 'optional' ? item : { kind: 'optional', value: item })) };
  }
  return m.fresh();
}
