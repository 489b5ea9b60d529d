// Comprehensions: run over known items one by one, otherwise any number of times.
import type { Clause, Expr } from '../python/facts';
import { asOne, either, joinValues, quietly } from './branches';
import { assign, branch, evaluate } from './expressions';
import { itemsOf } from './loops';
import type { Machine } from './machine';
import { listOf, OTHERS, stringOf, type Value } from './value';
import { everyWay } from './ways';

type Comprehension = Expr & { readonly kind: 'comprehension' };
type List = Value & { readonly kind: 'sequence' };

const EMPTY: List = { kind: 'sequence', items: [], complete: true };

/** The value of a comprehension. @param consumed a generator expression whose items are all taken at once. @throws Raised */
export function comprehension(m: Machine, expr: Comprehension, consumed = false): Value {
  if (!expr.lazy || consumed) return collect(m, expr);
  const items = quietly(m, () => collect(m, expr));
  if (items) return items.value;
  // What takes the items is not followed.
  m.unknownEffect('a generator');
  return m.fresh();
}

function collect(m: Machine, { clauses, result, form }: Comprehension): Value {
  const [first, ...rest] = clauses;
  if (first?.kind !== 'for') return m.fresh();
  // The first iterable is evaluated outside.
  const over = evaluate(m, first.over);
  const item = (): List => {
    const values = result.map((part) => evaluate(m, part));
    if (values.length === 1) return { kind: 'sequence', items: values, complete: true };
    return { kind: 'sequence', items: [{ kind: 'sequence', items: values, complete: true }], complete: true };
  };
  const list = m.inside(new Map(), () => rounds(m, first, over, () => clause(m, rest, item)));
  return result.length === 2 ? dictOf(m, list) : { ...list, ...(form ? { form } : {}) };
}

function clause(m: Machine, clauses: readonly Clause[], item: () => List): List {
  const [first, ...rest] = clauses;
  if (!first) return item();
  const inner = () => clause(m, rest, item);
  if (first.kind === 'for') return rounds(m, first, evaluate(m, first.over), inner);
  return branch(m, evaluate(m, first.test), inner, () => EMPTY, joinLists(m));
}

const joinLists = (m: Machine) => (yes: List, no: List, condition: string): { value: List } => {
  const value = joinValues(m, yes, no, condition);
  return { value: value.kind === 'sequence' ? value : { ...EMPTY, complete: false } };
};

function rounds(m: Machine, { target }: Clause & { kind: 'for' }, over: Value, inner: () => List): List {
  const round = (value: Value) => (): List => (assign(m, target, value), inner());
  const known = itemsOf(over);
  const key = m.fresh().key;
  if (known) return join(known.map((item, i) => (item.kind === 'optional' ? either(m, `${key}:${i}`, round(item.value), () => EMPTY, joinLists(m)) : round(item)())));
  const again = () => either(m, `${key}:1`, round(m.fresh()), () => EMPTY, joinLists(m));
  const all = (): List => join([round(m.fresh())(), again()]);
  const both = asOne(m, `${key}:0`, all, () => EMPTY, joinLists(m));
  if (both) return { ...both.value, complete: false };
  const onEachWay = (which: string): boolean => everyWay(m, `${key}:${which}`, round(m.fresh()));
  if (onEachWay('first') && onEachWay('again')) return { ...EMPTY, complete: false };
  return { ...(m.decide(`${key}:0`) ? all() : EMPTY), complete: false };
}

const join = (lists: readonly List[]): List => listOf(lists.flatMap(({ items }) => items), lists.every(({ complete }) => complete));

function dictOf(m: Machine, { items, complete }: List): Value {
  const scope = new Map<string, Value>();
  for (const item of items) {
    const [key, value] = item.kind === 'sequence' ? item.items : [];
    scope.set(stringOf(key) ?? OTHERS, value ?? m.fresh());
  }
  if (!complete) scope.set(OTHERS, m.fresh());
  return { kind: 'dict', id: m.fresh().key, items: scope };
}
