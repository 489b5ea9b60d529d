// Branches on unknown conditions. Where both sides only bind names and run code that is not read, they go on as one path;
// otherwise each side gets a path of its own. Settings modules have many such branches, and 2^n paths would end in silence.
import type { UnknownEffect } from './activation';
import { undo, type Binding } from './bindings';
import type { Machine } from './machine';
import { NotQuiet, Raised } from './signals';
import { keyOf, NOT, type Scope, type Value } from './value';
import type { Way } from './ways';

/** Makes one result of two; undefined where they differ too much to go on as one. `condition` may be negated. */
export type Join<T> = (yes: T, no: T, condition: string) => { value: T } | undefined;

/** A name that a trial bound, with what it was before and after. */
interface Written {
  readonly scope: Scope;
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value;
}

export interface Trial<T> {
  readonly result: T;
  readonly written: readonly Written[];
  readonly effects: readonly UnknownEffect[];
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
  const place = placeOf(m, key);
  if (m.known(key) !== undefined || m.decisions.isApart(place) || m.ownWay?.apart.has(place)) return undefined;
  const since = m.decisions.spent();
  const left = m.assuming(key, true, () => attempt(m, yes));
  const right = m.assuming(key, false, () => attempt(m, no));
  if (left === 'stops' || right === 'stops') return { value: only(m, key, right === 'stops', yes, no) };
  const joined = left && right && join(left.result, right.result, key);
  if (joined) {
    writeBoth(m, left.written, right.written, key);
    happen(m, [...left.effects, ...right.effects.filter((effect) => !left.effects.some((other) => sameEffect(effect, other)))]);
  } else if (!m.journal) m.decisions.setApart(place, since);
  else m.ownWay?.apart.add(place);
  return joined || undefined;
}

export function placeOf(m: Machine, key: string): string {
  const at = m.stack.at(-1);
  return at ? `${key} ${at.module.file} ${at.item} ${at.statement}` : key;
}

/** Runs something if it only binds names. @returns undefined where it would do more, or would fail */
export function quietly<T>(m: Machine, work: () => T): { value: T } | undefined {
  const done = attempt(m, work);
  if (!done || done === 'stops') return undefined;
  for (const { scope, name, after } of done.written) m.write(scope, name, after);
  happen(m, done.effects);
  return { value: done.result };
}

/** Takes the side on which the process goes on; from there on the condition is known. */
function only<T>(m: Machine, key: string, answer: boolean, yes: () => T, no: () => T): T {
  m.settled(key, answer);
  return answer ? yes() : no();
}

/**
 * Something that runs under an unknown condition. Where nothing is seen of it but names that it binds, modules that it imports and
 * code that is not read, both sides go on as one; else each gets a path of its own.
 * @returns false on a path that goes without it
 */
export function perhaps(m: Machine, key: string, work: () => void): boolean {
  const place = placeOf(m, key);
  if (m.known(key) === undefined && !m.journal && !m.decisions.isApart(place)) {
    const since = m.decisions.spent();
    const bound = m.provisionally(() => m.assuming(key, true, work), (steps) => steps.every(({ event }) => event.kind === 'unknown'));
    if (bound) {
      bindBoth(m, bound, key);
      return true;
    }
    m.decisions.setApart(place, since);
  }
  const taken = m.decide(key);
  if (taken) work();
  return taken;
}

/** What was bound where `key` holds is what it was before where it does not. */
function bindBoth(m: Machine, bound: readonly Binding[], key: string): void {
  const done = new Map<Scope, Set<string>>();
  for (const { scope, name, before } of bound) {
    const names = done.get(scope) ?? new Set();
    const after = scope.get(name);
    if (!names.has(name) && after !== before) m.write(scope, name, joinValues(m, after, before, key));
    done.set(scope, names.add(name));
  }
}

/**
 * Runs one side and takes its bindings back. @returns undefined when it did more than bind names; `stops` when the process ends there
 * @param own answers unknown conditions; without it none may be asked
 */
export function attempt<T>(m: Machine, side: () => T, own?: Way): Trial<T> | 'stops' | undefined {
  const journal: Binding[] = [];
  const { journal: outer, way, effects: outerEffects, settingsPossiblyNamed, instrumentedPossible, providerPossible } = m;
  m.journal = journal;
  if (own) m.way = { ...own, journal, known: new Map(way?.known) };
  m.effects = [];
  try {
    const result = side();
    return { result, effects: m.effects, written: journal.map(({ scope, name, before }) => ({ scope, name, before, after: scope.get(name)! })) };
  } catch (error) {
    if (error instanceof NotQuiet) return undefined;
    // An exception that nothing catches; one that is caught further out is met again on its own path.
    if (error instanceof Raised) return m.attempts.some(({ catches }) => catches(error.type)) ? undefined : 'stops';
    throw error;
  } finally {
    undo(journal);
    Object.assign(m, { journal: outer, way, effects: outerEffects, settingsPossiblyNamed, instrumentedPossible, providerPossible });
  }
}

/** The same statement, reached in the same way on both sides. */
export const sameEffect = (a: UnknownEffect, b: UnknownEffect): boolean => a.because === b.because && JSON.stringify(a.chain) === JSON.stringify(b.chain);

/** What may have happened on one side may have happened. */
export function happen(m: Machine, effects: readonly UnknownEffect[]): void {
  for (const { because, may, chain } of effects) m.unknownEffect(because, may, chain);
}

/** After the branch a name has one value where both sides agree, else a value that may be either. */
function writeBoth(m: Machine, left: readonly Written[], right: readonly Written[], key: string): void {
  const [a, b] = [byScope(left), byScope(right)];
  for (const [scope, names] of byScope([...left, ...right])) {
    const after = (side: Bound, name: string) => side.get(scope)?.get(name) ?? scope.get(name);
    for (const name of names.keys()) m.write(scope, name, joinValues(m, after(a, name), after(b, name), key));
  }
}

type Bound = ReadonlyMap<Scope, ReadonlyMap<string, Value>>;

function byScope(written: readonly Written[]): Bound {
  const scopes = new Map<Scope, Map<string, Value>>();
  for (const { scope, name, after } of written) scopes.set(scope, (scopes.get(scope) ?? new Map<string, Value>()).set(name, after));
  return scopes;
}

/** Choices inside one another that are not followed further. */
const MAX_CHOICES = 8;

/** One value for two: lists keep what either has, and know what may be missing. @param condition what makes it `a`; may be negated */
export function joinValues(m: Machine, a: Value | undefined, b: Value | undefined, condition: string): Value {
  if (a && (a === b || (b?.kind === a.kind && keyOf(a) === keyOf(b)))) return a;
  if (a?.kind === 'sequence' && b?.kind === 'sequence') return joinLists(a, b);
  if (condition.startsWith(NOT)) return joinValues(m, b, a, condition.slice(NOT.length));
  const depth = 1 + Math.max(...[a, b].map((side) => (side?.kind === 'choice' ? side.depth : 0)));
  return depth > MAX_CHOICES ? m.fresh() : { kind: 'choice', condition, yes: a, no: b, depth };
}

type List = Extract<Value, { kind: 'sequence' }>;

function joinLists(a: List, b: List): List {
  const [inA, inB] = [a, b].map(({ items }) => new Set(items.map(keyOf))) as [Set<string>, Set<string>];
  const maybe = (item: Value, other: ReadonlySet<string>): Value => (item.kind === 'optional' || other.has(keyOf(item)) ? item : { kind: 'optional', value: item });
  const items = [...a.items.map((item) => maybe(item, inB)), ...b.items.filter((item) => !inA.has(keyOf(item))).map((item) => maybe(item, inA))];
  return { kind: 'sequence', ...(a.form && a.form === b.form ? { form: a.form } : {}), complete: a.complete && b.complete, items };
}

/** What a choice is on this path. @returns undefined where it is not bound */
export function resolve(m: Machine, value: Value | undefined): Value | undefined {
  let found = value;
  while (found?.kind === 'choice') {
    const answer = m.known(found.condition);
    if (answer === undefined) return found;
    found = answer ? found.yes : found.no;
  }
  return found;
}

/** A value that something is about to be done with: where it may be one of two, each gets a path of its own. */
export function settle(m: Machine, value: Value): Value {
  let found: Value | undefined = value;
  while (found?.kind === 'choice') found = m.decide(found.condition) ? found.yes : found.no;
  return found ?? m.fresh();
}

/** Does something with a value; where it may be one of two, with each, as one if that only binds names. */
export function distribute(m: Machine, value: Value, work: (value: Value) => Value): Value {
  const found = resolve(m, value);
  if (found?.kind !== 'choice') return work(found ?? m.fresh());
  const side = (one: Value | undefined) => () => distribute(m, one ?? m.fresh(), work);
  return either(m, found.condition, side(found.yes), side(found.no), (yes, no, condition) => ({ value: joinValues(m, yes, no, condition) }));
}
