// Evaluates expressions on the machine. What is not known is a symbol; equal symbols are equal values.
import type { Expr, Target } from '../python/facts';
import { CONSTANTS } from '../knowledge/calls';
import { partsOf } from '../python/walk';
import { BUILTINS, isInert, PLAIN_METHODS } from '../knowledge/packages';
import { asOne, either, joinValues, type Join } from './branches';
import { callValue } from './calls';
import { classAttribute, objectAttribute } from './classes';
import { setEnvironment, variable } from './environment';
import { lacks, readMissing } from './provider';
import { readSetting } from './settings';
import { Raised, type Machine } from './machine';
import { bind, functionValue } from './statements';
import { keyOf, listOf, literal, MAX_SIZE, OTHERS, stringOf, truth, type ModuleState, type Scope, type Value } from './value';

/** Is the value true on this path? Both answers are tried where it is not known. */
export function isTrue(m: Machine, value: Value): boolean {
  const known = truth(value);
  if (known !== undefined) return known;
  const key = keyOf(value);
  return key.startsWith(NOT) ? !m.decide(key.slice(NOT.length)) : m.decide(key);
}

/** Runs one side of a condition, or both as one where it is not known and they only bind names. */
export function branch<T>(m: Machine, test: Value, yes: () => T, no: () => T, join: Join<T>): T {
  const known = truth(test);
  if (known !== undefined) return known ? yes() : no();
  const key = keyOf(test);
  return key.startsWith(NOT) ? either(m, key.slice(NOT.length), no, yes, (left, right) => join(right, left)) : either(m, key, yes, no, join);
}

/** Both sides of an unknown condition as one. @returns undefined where it is known, or they need paths of their own */
export function branchAsOne<T>(m: Machine, test: Value, yes: () => T, no: () => T, join: Join<T>): { value: T } | undefined {
  if (truth(test) !== undefined) return undefined;
  const key = keyOf(test);
  return key.startsWith(NOT) ? asOne(m, key.slice(NOT.length), no, yes, (left, right) => join(right, left)) : asOne(m, key, yes, no, join);
}

const joined = (m: Machine) => (yes: Value, no: Value) => ({ value: joinValues(m, yes, no) });

/** The value of an expression, whose calls are carried out. @throws Raised */
export function evaluate(m: Machine, expr: Expr): Value {
  m.deeper();
  try {
    return valueOf(m, expr);
  } finally {
    m.nesting--;
  }
}

function valueOf(m: Machine, expr: Expr): Value {
  switch (expr.kind) {
    case 'literal': return expr;
    case 'name': return readName(m, expr.id);
    case 'attribute': return readAttribute(m, evaluate(m, expr.object), expr.name);
    case 'call': return evaluateCall(m, expr);
    case 'sequence': return sequence(m, expr);
    case 'dict': return { kind: 'dict', id: m.fresh().key, items: new Map(expr.entries.map(({ key, value }) => [stringOf(evaluate(m, key)) ?? OTHERS, evaluate(m, value)])) };
    case 'index': return readIndex(m, evaluate(m, expr.object), evaluate(m, expr.index));
    case 'operation': return operation(m, expr.op, expr.operands.map((operand) => evaluate(m, operand)));
    case 'logic': return logic(m, expr);
    case 'conditional': return branch(m, evaluate(m, expr.test), () => evaluate(m, expr.then), () => evaluate(m, expr.otherwise), joined(m));
    case 'format': return format(m, expr.parts.map((part) => evaluate(m, part)));
    case 'lambda': return functionValue(m, expr.item);
    case 'spread': return evaluate(m, expr.value);
    case 'walrus': return bound(m, expr.id, evaluate(m, expr.value));
    case 'opaque': return opaque(m, expr);
  }
}

function bound(m: Machine, id: string, value: Value): Value {
  bind(m, id, value);
  return value;
}

function readName(m: Machine, id: string): Value {
  const { scopes } = m.current;
  for (const scope of scopes) {
    const value = scope.get(id);
    if (value) return value;
  }
  return BUILTINS.has(id) ? { kind: 'external', path: `builtins.${id}` } : m.fresh();
}

/** `object.name`. Reading a setting evaluates the settings. */
export function readAttribute(m: Machine, object: Value, name: string): Value {
  switch (object.kind) {
    case 'module': return object.module.scope.get(name) ?? submodule(m, object.module, name);
    case 'external': return externalAttribute(m, object.path, name);
    case 'instance':
      if (object.path === DJANGO_INSTRUMENTOR && name === 'is_instrumented_by_opentelemetry') return literal(m.instrumented);
      if (lacks(object, name)) readMissing(m, name);
      return { kind: 'external', path: `${object.path}.${name}`, of: object };
    case 'object': return objectAttribute(m, object, name);
    case 'class': return classAttribute(m, object, name);
    case 'symbol': return { kind: 'symbol', key: `${object.key}.${name}` };
    default: return m.fresh();
  }
}

const DJANGO_INSTRUMENTOR = 'opentelemetry.instrumentation.django.DjangoInstrumentor';

/** A name that a module does not bind: a submodule that is loaded, or what the module's own `__getattr__` gives. */
export function submodule(m: Machine, module: ModuleState, name: string): Value {
  const loaded = m.modules.get(`${module.name}.${name}`);
  if (loaded) return { kind: 'module', module: loaded };
  const lazy = module.scope.get('__getattr__');
  return lazy ? callValue(m, lazy, [literal(name)], new Map()) : m.fresh();
}

/** True in a process that has settings (and, for some of these, installed apps) only. */
const SET_UP: readonly string[] = ['django.conf.settings.configured', 'django.apps.apps.ready', 'django.apps.apps.apps_ready', 'django.apps.apps.models_ready'];

function externalAttribute(m: Machine, owner: string, name: string): Value {
  const path = `${owner}.${name}`;
  if (SET_UP.includes(path)) return m.settings === 'unset' && !m.settingsPossiblyNamed ? literal(false) : { kind: 'symbol', key: path };
  if (owner === 'django.conf.settings' && name !== 'configure') return readSetting(m, name);
  return path in CONSTANTS ? literal(CONSTANTS[path]!) : { kind: 'external', path };
}

function readIndex(m: Machine, object: Value, index: Value): Value {
  if (object.kind === 'external' && object.path === 'os.environ') {
    const name = stringOf(index);
    const known = variable(m, name);
    if (known === 'unset') throw new Raised('KeyError');
    if (known) return known;
    m.mayRaise('KeyError');
    return { kind: 'symbol', key: `env:${keyOf(index)}` };
  }
  if (object.kind === 'sequence' && index.kind === 'literal' && typeof index.value === 'number') return object.items.at(index.value) ?? m.fresh();
  if (object.kind === 'dict') return (object.items.has(OTHERS) ? undefined : object.items.get(stringOf(index) ?? OTHERS)) ?? m.fresh();
  const key = `${keyOf(object)}[${keyOf(index)}]`;
  return object.kind === 'external' || object.kind === 'instance' ? { kind: 'instance', path: `${object.path}.__getitem__`, key } : { kind: 'symbol', key };
}

function sequence(m: Machine, { items, form }: Expr & { kind: 'sequence' }): Value {
  let complete = true;
  const values = items.flatMap((item): readonly Value[] => {
    const value = evaluate(m, item);
    if (item.kind !== 'spread') return [value];
    if (value.kind !== 'sequence' || !value.complete) complete = false;
    return value.kind === 'sequence' ? value.items : [];
  });
  return listOf(values, complete, form);
}

function operation(m: Machine, op: string, values: readonly Value[]): Value {
  const [left, right] = values as [Value, Value];
  if (op === 'not') return negated(left);
  if (op === '+' && (left.kind === 'sequence' || right.kind === 'sequence')) return concatenated(left, right);
  if (op === '+' && left.kind === 'literal' && right.kind === 'literal' && typeof left.value === 'string') return textOf(m, left.value + String(right.value));
  if ((op === 'in' || op === 'not in') && right.kind === 'external' && right.path === 'os.environ') {
    const inside = isSet(m, left);
    return op === 'in' ? inside : negated(inside);
  }
  if (EQUAL.has(op) && left.kind === 'literal' && right.kind === 'literal') return literal((left.value === right.value) === EQUAL.get(op));
  if (EQUAL.has(op) && values.some(isNone) && values.some(isSomething)) return literal(!EQUAL.get(op));
  const made = values.find((value) => value.kind === 'instance' || value.kind === 'external');
  if (ARITHMETIC.has(op) && made && 'path' in made) return { kind: 'instance', path: made.path, key: `${keyOf(left)}${op}${keyOf(right)}` };
  if (op === '!=' || op === 'is not') return negated({ kind: 'symbol', key: `${keyOf(left)}${op === '!=' ? '==' : ' is '}${keyOf(right)}` });
  return { kind: 'symbol', key: op === 'is' ? `${keyOf(left)} is ${keyOf(right)}` : `${keyOf(left)}${op}${keyOf(right)}` };
}

/** Is a variable in `os.environ`? */
function isSet(m: Machine, name: Value): Value {
  const known = variable(m, stringOf(name));
  return known ? literal(known !== 'unset') : { kind: 'symbol', key: `set:${keyOf(name)}` };
}

const isNone = (value: Value): boolean => value.kind === 'literal' && value.value === null;

const isSomething = ({ kind }: Value): boolean => /^(function|class|module|object|dict|sequence)$/.test(kind);

const NOT = 'not ';

/** `BASE_DIR / "x"`: what an operator makes of a library's object is one of that library again. */
const ARITHMETIC = new Set(['+', '-', '*', '/', '//', '%', '**', '|', '&', '@']);

const EQUAL = new Map([['==', true], ['is', true], ['!=', false], ['is not', false]]);

/** `not x` of an unknown condition is the opposite of `x`, on every path. */
function negated(value: Value): Value {
  const known = truth(value);
  if (known !== undefined) return literal(!known);
  return { kind: 'symbol', key: value.kind === 'symbol' && value.key.startsWith(NOT) ? value.key.slice(NOT.length) : NOT + keyOf(value) };
}

function concatenated(left: Value, right: Value): Value {
  const items = [left, right].flatMap((value) => (value.kind === 'sequence' ? value.items : []));
  // Only a list can be added to a list; `+=` on a list takes a tuple as well.
  const form = left.kind === 'sequence' ? left.form : right.kind === 'sequence' && right.form === 'list' ? 'list' : undefined;
  return listOf(items, [left, right].every((value) => value.kind === 'sequence' && value.complete), form);
}

function logic(m: Machine, expr: Expr & { kind: 'logic' }): Value {
  const left = evaluate(m, expr.left);
  const short = () => left;
  const long = () => evaluate(m, expr.right);
  const keyed = (_: Value, right: Value) => ({ value: { kind: 'symbol' as const, key: `(${keyOf(left)} ${expr.op} ${keyOf(right)})` } });
  return expr.op === 'or' ? branch(m, left, short, long, keyed) : branch(m, left, long, short, (right, _) => keyed(_, right));
}

/** A text that is too long to go on with is unknown. */
const textOf = (m: Machine, text: string): Value => (text.length > MAX_SIZE ? m.fresh() : literal(text));

function format(m: Machine, parts: readonly Value[]): Value {
  if (parts.every((part) => part.kind === 'literal')) return textOf(m, parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''));
  return { kind: 'symbol', key: `format:${parts.map(keyOf).join('|')}` };
}

function opaque(m: Machine, expr: Expr & { kind: 'opaque' }): Value {
  if (!expr.maybe) for (const part of expr.parts) evaluate(m, part);
  else if (!calleesOf(expr).every((callee) => isHarmless(m, callee))) m.unknownEffect('a comprehension');
  return m.fresh();
}

/** A comprehension that calls only built-ins, methods of texts and inert packages does nothing; anything else may do everything. */
function isHarmless(m: Machine, callee: Expr): boolean {
  if (callee.kind === 'name') {
    const value = m.current.scopes.map((scope: Scope) => scope.get(callee.id)).find((found) => found);
    return value ? value.kind === 'external' && isInert(value.path) : BUILTINS.has(callee.id);
  }
  return callee.kind === 'attribute' && PLAIN_METHODS.has(callee.name);
}

function calleesOf(expr: Expr): Expr[] {
  return [...(expr.kind === 'call' ? [expr.callee] : []), ...partsOf(expr).flatMap(calleesOf)];
}

function evaluateCall(m: Machine, expr: Expr & { kind: 'call' }): Value {
  const { callee } = expr;
  const owner = callee.kind === 'attribute' ? evaluate(m, callee.object) : undefined;
  const target = callee.kind === 'attribute' ? readAttribute(m, owner!, callee.name) : evaluate(m, callee);
  const { args, keywords } = argumentsOf(m, expr);
  if (owner?.kind === 'sequence' && callee.kind === 'attribute') return changeSequence(m, callee, owner, args);
  if (owner && callee.kind === 'attribute' && computes(owner, callee.name)) return stringMethod(owner, callee.name, args);
  if (owner?.kind === 'dict' && callee.kind === 'attribute' && /^(update|setdefault|pop|popitem|clear)$/.test(callee.name)) m.write(owner.items, OTHERS, m.fresh());
  if (owner && (owner.kind === 'literal' || owner.kind === 'dict')) return m.fresh();
  return callValue(m, target, args, keywords);
}

/** What a call passes. Behind a `*x` or `**x` that is not known there may be more: then `keywords` has an entry `OTHERS`. */
function argumentsOf(m: Machine, expr: Expr & { kind: 'call' }): { args: Value[]; keywords: Map<string, Value> } {
  const args: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const argument of expr.args) {
    const value = evaluate(m, argument);
    if (argument.kind !== 'spread') args.push(keywords.has(OTHERS) ? m.fresh() : value);
    else if (!argument.named && value.kind === 'sequence' && value.complete && value.items.every(({ kind }) => kind !== 'optional')) args.push(...value.items);
    else if (argument.named && value.kind === 'dict') for (const [name, given] of value.items) keywords.set(name, given);
    else keywords.set(OTHERS, m.fresh());
  }
  for (const { name, value } of expr.keywords) keywords.set(name, evaluate(m, value));
  return { args, keywords };
}

/** Strings and what is read from the environment: their methods do nothing but compute. */
function isText(value: Value): boolean {
  return stringOf(value) !== undefined || (value.kind === 'symbol' && /^(env|format|text):/.test(value.key));
}

/** A method that only texts and plain containers have, on a value that may be one. */
function computes(owner: Value, name: string): boolean {
  return isText(owner) || (owner.kind === 'symbol' && PLAIN_METHODS.has(name));
}

function stringMethod(owner: Value, name: string, args: readonly Value[]): Value {
  const text = stringOf(owner);
  const argument = stringOf(args[0]);
  if (text !== undefined && argument !== undefined && name === 'startswith') return literal(text.startsWith(argument));
  if (text !== undefined && argument !== undefined && name === 'endswith') return literal(text.endsWith(argument));
  if (text !== undefined && args.length === 0 && name === 'lower') return literal(text.toLowerCase());
  if (text !== undefined && args.length === 0 && name === 'strip') return literal(text.trim());
  return { kind: 'symbol', key: `text:${keyOf(owner)}.${name}(${args.map(keyOf).join(',')})` };
}

/** `names.append(x)` and the like, where the list has a plain name. */
function changeSequence(m: Machine, callee: Expr & { kind: 'attribute' }, list: Value & { kind: 'sequence' }, args: readonly Value[]): Value {
  const extended = args[0]?.kind === 'sequence' ? args[0].items : [];
  const added = new Map([['append', args.slice(0, 1)], ['insert', args.slice(1, 2)], ['extend', extended]]).get(callee.name);
  if (callee.object.kind !== 'name') return m.fresh();
  const complete = list.complete && added !== undefined && (callee.name !== 'extend' || args[0]?.kind === 'sequence');
  const items = callee.name === 'insert' ? [...(added ?? []), ...list.items] : [...list.items, ...(added ?? [])];
  if (/^(append|insert|extend|remove|pop|clear)$/.test(callee.name)) rebind(m, callee.object.id, listOf(items, complete, 'list'));
  return m.fresh();
}

function rebind(m: Machine, name: string, value: Value): void {
  const scope = m.current.scopes.find((candidate) => candidate.has(name));
  if (scope) m.write(scope, name, value);
  else bind(m, name, value);
}

/** Assigns to a name, an attribute, an item or several of them. */
export function assign(m: Machine, target: Target, value: Value): void {
  switch (target.kind) {
    case 'name': return bind(m, target.id, value);
    case 'unpack': return target.targets.forEach((part, i) => assign(m, part, value.kind === 'sequence' && value.complete ? value.items[i] ?? m.fresh() : m.fresh()));
    case 'attribute': {
      const object = evaluate(m, target.object);
      if (object.kind === 'object' || object.kind === 'class') m.write(object.attributes, target.name, value);
      else if (object.kind === 'module') m.write(object.module.scope, target.name, value);
      else if (object.kind === 'external' && object.path.startsWith('opentelemetry.trace')) m.unknownEffect('a change of opentelemetry.trace', ['provider-installed']);
      return;
    }
    case 'index': {
      const object = evaluate(m, target.object);
      const index = evaluate(m, target.index);
      if (object.kind === 'external' && object.path === 'os.environ') setEnvironment(m, index, value);
      if (object.kind === 'dict') m.write(object.items, stringOf(index) ?? OTHERS, value);
      return;
    }
  }
}

