// Built-in functions, as far as start-up code decides anything with them.
import { CALLS } from '../knowledge/calls';
import { COMPUTING, FAILING } from '../knowledge/packages';
import { attributeIn, isKindOf, superOf } from './classes';
import type { Keywords } from './calls';
import { readAttribute, setAttribute } from './expressions';
import { importModule, topLevel } from './imports';
import { itemsOf } from './loops';
import type { Machine } from './machine';
import { lacks } from './provider';
import { conditionOf, keyOf, listOf, literal, NONE, stringOf, truth, type Value } from './value';

/** Something that does more than compute when it is called. */
export function isCallable(value: Value): boolean {
  if (value.kind === 'instance') return value.holds !== undefined;
  return value.kind === 'function' || (value.kind === 'external' && Object.hasOwn(CALLS, value.path));
}

/** Calls a built-in function. @throws Raised */
export function callBuiltin(m: Machine, name: string, args: readonly Value[], keywords: Keywords): Value {
  if (FAILING.has(name)) m.mayRaise();
  const known = knownResult(m, name, args, keywords);
  if (known) return known;
  const holds = [...args, ...keywords.values()].find(isCallable);
  if (holds && /^(property|classmethod|staticmethod)$/.test(name)) return { kind: 'instance', path: `builtins.${name}`, key: `${name}(${keyOf(holds)})`, holds };
  if (holds && /^(map|filter|sorted|min|max|iter)$/.test(name)) m.unknownEffect(`a function passed to ${name}()`);
  // What a built-in computes is plain data: its methods do nothing but compute.
  if (COMPUTING.has(name)) return { kind: 'symbol', key: `text:${name}(${args.map(keyOf).join(',')})` };
  return args.some((value) => value.kind === 'symbol') ? { kind: 'symbol', key: `${name}(${args.map(keyOf).join(',')})` } : m.fresh();
}

function knownResult(m: Machine, name: string, args: readonly Value[], keywords: Keywords): Value | undefined {
  const [first, second] = args;
  switch (name) {
    case 'open': return { kind: 'instance', path: 'io.open', key: `open(${args.map(keyOf).join(',')})` };
    case '__import__': return importByName(m, first, args[3] ?? keywords.get('fromlist'));
    case 'super': return superOf(m, first);
    case 'isinstance': return first && second && isInstance(first, second);
    case 'getattr': return first && getAttribute(m, first, stringOf(second), args[2]);
    case 'hasattr': return first && hasAttribute(m, first, stringOf(second));
    case 'setattr': return first && (setAttribute(m, first, stringOf(second), args[2] ?? m.fresh()), NONE);
    // As a condition it is the same one.
    case 'bool': return first && (truth(first) === undefined ? { kind: 'symbol', key: conditionOf(first) } : literal(truth(first)!));
    case 'str': return first?.kind === 'literal' ? literal(first.value === null ? 'None' : String(first.value)) : undefined;
    case 'int': return integer(first, args.length);
    case 'globals': return globalsOf(m);
    default: return first && sequenceResult(name, first, args);
  }
}

function integer(value: Value | undefined, count: number): Value | undefined {
  if (value?.kind !== 'literal' || value.value === null || count > 1 || !/^\s*[-+]?\d+\s*$/.test(String(Number(value.value)))) return undefined;
  return literal(Math.trunc(Number(value.value)));
}

/** Names of the module that is running, as a dictionary. */
function globalsOf(m: Machine): Value {
  const { scope, name } = m.current.module;
  return { kind: 'dict', id: `globals:${name}`, items: scope };
}

function sequenceResult(name: string, first: Value, args: readonly Value[]): Value | undefined {
  if ((name === 'list' || name === 'tuple') && first.kind === 'sequence') return listOf(first.items, first.complete, name);
  if (name === 'range') return rangeOf(args);
  const items = itemsOf(first);
  if (!items) return undefined;
  const certain = items.every(({ kind }) => kind !== 'optional');
  switch (name) {
    case 'list': case 'tuple': return listOf(items, true, name);
    case 'set': case 'frozenset': case 'iter': return listOf(items, true);
    case 'len': return certain ? literal(items.length) : undefined;
    case 'reversed': return listOf([...items].reverse(), true);
    case 'enumerate': return certain && args.length === 1 ? listOf(items.map((item, i) => listOf([literal(i), item], true, 'tuple')), true) : undefined;
    case 'zip': return certain ? zipped(items, args.slice(1)) : undefined;
    default: return undefined;
  }
}

function rangeOf(args: readonly Value[]): Value | undefined {
  const numbers = args.map((value) => (value.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined));
  const [from, to] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  if (numbers.length > 2 || from === undefined || to === undefined || to - from > 1000) return undefined;
  return listOf(Array.from({ length: Math.max(to - from, 0) }, (_, i) => literal(from + i)), true);
}

function zipped(items: readonly Value[], others: readonly Value[]): Value | undefined {
  const lists = others.map((other) => itemsOf(other));
  if (!lists.every((list) => list?.every(({ kind }) => kind !== 'optional'))) return undefined;
  const length = Math.min(items.length, ...lists.map((list) => list!.length));
  return listOf(items.slice(0, length).map((item, i) => listOf([item, ...lists.map((list) => list![i]!)], true, 'tuple')), true);
}

/** `getattr(object, name, fallback)`. @throws Raised */
function getAttribute(m: Machine, object: Value, name: string | undefined, fallback: Value | undefined): Value | undefined {
  if (name === undefined) return undefined;
  if (!fallback) return readAttribute(m, object, name);
  if (object.kind === 'external' && object.path === 'django.conf.settings' && m.settings === 'unset') readAttribute(m, object, name);
  return attributeIn(m, object, name) === 'absent' || lacks(object, name) ? fallback : readAttribute(m, object, name);
}

function hasAttribute(m: Machine, object: Value, name: string | undefined): Value | undefined {
  if (name === undefined) return undefined;
  if (lacks(object, name)) return literal(false);
  // Asking for a setting evaluates the settings.
  if (object.kind === 'external') readAttribute(m, object, name);
  const found = attributeIn(m, object, name);
  return found === 'unknown' ? undefined : literal(found === 'present');
}

/** `__import__(name)` gives the topmost package, unless names are wanted from it. @throws Raised */
function importByName(m: Machine, name: Value | undefined, wanted: Value | undefined): Value {
  const module = stringOf(name);
  if (module === undefined) {
    m.unknownEffect('__import__()');
    return m.fresh();
  }
  const value = importModule(m, module);
  return wanted && truth(wanted) === true ? value : topLevel(m, module.split('.')[0]!, value);
}

function isInstance(value: Value, type: Value): Value {
  if (value.kind === 'object' && type.kind === 'class') {
    const known = isKindOf(value.class, type);
    if (known !== undefined) return literal(known);
  }
  if (value.kind === 'instance' && type.kind === 'external') {
    const [is, asked] = [value.path, type.path].map((path) => path.split('.').at(-1));
    if (is === asked) return literal(true);
    if (/TracerProvider$/.test(is!) && /TracerProvider$/.test(asked!)) return literal(false);
  }
  return { kind: 'symbol', key: `isinstance(${keyOf(value)},${keyOf(type)})` };
}
