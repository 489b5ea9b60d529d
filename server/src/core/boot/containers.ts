// Texts, lists and dictionaries: what their methods make, and how lists grow.
import { PLAIN_METHODS } from '../knowledge/packages';
import { resolve } from './branches';
import type { Machine } from './machine';
import { keyOf, listOf, literal, MAX_SIZE, NONE, OTHERS, stringOf, type Value } from './value';

type List = Value & { readonly kind: 'sequence' };
type Dict = Value & { readonly kind: 'dict' };

/** A text that is too long to go on with is unknown. */
export const textOf = (m: Machine, text: string): Value => (text.length > MAX_SIZE ? m.fresh() : literal(text));

/** Texts, plain containers and what is read from the environment: their methods do nothing but compute. So do methods that only these have, on a value that may be one. */
export function isPlain(owner: Value, method: string): boolean {
  if (owner.kind === 'literal' || owner.kind === 'sequence' || owner.kind === 'dict') return true;
  return owner.kind === 'symbol' && (/^(env|format|text):/.test(owner.key) || PLAIN_METHODS.has(method));
}

/** What a method of a text gives. */
export function textMethod(owner: Value, name: string, args: readonly Value[]): Value {
  const text = stringOf(owner);
  const argument = stringOf(args[0]);
  if (text !== undefined && argument !== undefined && name === 'startswith') return literal(text.startsWith(argument));
  if (text !== undefined && argument !== undefined && name === 'endswith') return literal(text.endsWith(argument));
  const parts = text !== undefined && argument ? splitText(text, name, argument, args[1]) : undefined;
  if (parts) return listOf(parts.map(literal), true, 'list');
  if (text !== undefined && args.length === 0 && name === 'lower') return literal(text.toLowerCase());
  if (text !== undefined && args.length === 0 && name === 'upper') return literal(text.toUpperCase());
  if (text !== undefined && args.length === 0 && name === 'strip') return literal(text.trim());
  return { kind: 'symbol', key: `text:${keyOf(owner)}.${name}(${args.map(keyOf).join(',')})` };
}

/** `split`, `rsplit`, `partition` and `rpartition` at a known separator. */
function splitText(text: string, method: string, separator: string, limit: Value | undefined): readonly string[] | undefined {
  const all = text.split(separator);
  const most = limit?.kind === 'literal' && typeof limit.value === 'number' ? limit.value : limit ? undefined : all.length;
  const join = (parts: readonly string[]) => (parts.length > 0 ? [parts.join(separator)] : []);
  switch (method) {
    case 'split': return most === undefined || most < 0 ? undefined : [...all.slice(0, most), ...join(all.slice(most))];
    case 'rsplit': return most === undefined || most < 0 ? undefined : [...join(all.slice(0, Math.max(all.length - most, 0))), ...all.slice(Math.max(all.length - most, 0))];
    case 'partition': return all.length === 1 ? [text, '', ''] : [all[0]!, separator, all.slice(1).join(separator)];
    case 'rpartition': return all.length === 1 ? ['', '', text] : [all.slice(0, -1).join(separator), separator, all.at(-1)!];
    default: return undefined;
  }
}

/** What a method of a dictionary gives; changes are made. */
export function dictMethod(m: Machine, dict: Dict, name: string, args: readonly Value[]): Value {
  const closed = !dict.items.has(OTHERS) && [...dict.items.values()].every(({ kind }) => kind !== 'choice');
  const entries = [...dict.items];
  switch (name) {
    case 'get': return args[0] ? itemOf(m, dict, args[0]) ?? (closed && stringOf(args[0]) !== undefined && !dict.items.has(stringOf(args[0])!) ? args[1] ?? NONE : m.fresh()) : m.fresh();
    case 'items': return listOf(closed ? entries.map(([key, value]) => listOf([literal(key), value], true, 'tuple')) : [], closed);
    case 'keys': return listOf(closed ? entries.map(([key]) => literal(key)) : [], closed);
    case 'values': return listOf(closed ? entries.map(([, value]) => value) : [], closed);
    case 'update': case 'setdefault': case 'pop': case 'popitem': case 'clear': m.write(dict.items, OTHERS, m.fresh()); return m.fresh();
    default: return m.fresh();
  }
}

/** `container[index]`. @returns undefined where it is not known */
export function itemOf(m: Machine, container: List | Dict, index: Value): Value | undefined {
  if (container.kind === 'dict') {
    const found = container.items.has(OTHERS) ? undefined : resolve(m, container.items.get(stringOf(index) ?? OTHERS));
    // On one side of a branch the key may be missing.
    return found?.kind === 'choice' && !(found.yes && found.no) ? undefined : found;
  }
  if (index.kind !== 'literal' || typeof index.value !== 'number' || container.items.some(({ kind }) => kind === 'optional')) return undefined;
  return container.complete || index.value >= 0 ? container.items.at(index.value) : undefined;
}

/** A list after `append(x)` and the like. @returns undefined where the method changes nothing */
export function changedList(list: List, name: string, args: readonly Value[]): List | undefined {
  if (!/^(append|insert|extend|remove|pop|clear|add|update|discard)$/.test(name)) return undefined;
  const [first] = args;
  const more = first?.kind === 'sequence' ? first : undefined;
  const form = /^(add|update|discard)$/.test(name) ? undefined : 'list';
  switch (name) {
    case 'append': case 'add': return listOf([...list.items, ...args.slice(0, 1)], list.complete, form);
    case 'insert': return listOf([...args.slice(1, 2), ...list.items], list.complete, form);
    case 'extend': case 'update': return listOf([...list.items, ...(more?.items ?? [])], list.complete && more?.complete === true, form);
    default: return listOf(list.items, false, form);
  }
}

/** `a + b` of lists. Only a list can be added to a list; `+=` on a list takes a tuple as well. */
export function concatenated(left: Value, right: Value): Value {
  const items = [left, right].flatMap((value) => (value.kind === 'sequence' ? value.items : []));
  const form = left.kind === 'sequence' ? left.form : right.kind === 'sequence' && right.form === 'list' ? 'list' : undefined;
  return listOf(items, [left, right].every((value) => value.kind === 'sequence' && value.complete), form);
}
