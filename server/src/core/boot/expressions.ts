// Evaluates expressions on the machine. What is not known is a symbol; equal symbols are equal values.
import type { Expr, Target } from '../python/facts';
import { BUILTINS } from '../knowledge/packages';
import { asOne, distribute, either, joinValues, resolve, type Join } from './branches';
import { callValue } from './calls';
import { classAttribute, objectAttribute } from './classes';
import { comprehension } from './comprehensions';
import { changedList, concatenated, dictMethod, isPlain, itemOf, textMethod, textOf } from './containers';
import { environmentItem, isSet, removeEnvironment, setEnvironment } from './environment';
import { lacks, readMissing } from './provider';
import { externalAttribute } from './externals';
import type { Machine } from './machine';
import { bind, functionValue } from './statements';
import { conditionOf, keyOf, listOf, literal, NOT, OTHERS, stringOf, truth, type Choice, type ModuleState, type Scope, type Value } from './value';

/** Is the value true on this path? Both answers are tried where it is not known. */
export function isTrue(m: Machine, value: Value): boolean {
  const known = truth(value);
  if (known !== undefined) return known;
  const key = conditionOf(value);
  return key.startsWith(NOT) ? !m.decide(key.slice(NOT.length)) : m.decide(key);
}

/** Runs one side of a condition, or both as one where it is not known and they only bind names. */
export function branch<T>(m: Machine, test: Value, yes: () => T, no: () => T, join: Join<T>): T {
  const known = truth(test);
  if (known !== undefined) return known ? yes() : no();
  const key = conditionOf(test);
  return key.startsWith(NOT) ? either(m, key.slice(NOT.length), no, yes, (left, right) => join(right, left, key)) : either(m, key, yes, no, join);
}

/** Both sides of an unknown condition as one. @returns undefined where it is known, or they need paths of their own */
export function branchAsOne<T>(m: Machine, test: Value, yes: () => T, no: () => T, join: Join<T>): { value: T } | undefined {
  if (truth(test) !== undefined) return undefined;
  const key = conditionOf(test);
  return key.startsWith(NOT) ? asOne(m, key.slice(NOT.length), no, yes, (left, right) => join(right, left, key)) : asOne(m, key, yes, no, join);
}

const joined = (m: Machine) => (yes: Value, no: Value, condition: string) => ({ value: joinValues(m, yes, no, condition) });

/** The value of an expression, whose calls are carried out. @throws Raised */
export function evaluate(m: Machine, expr: Expr): Value {
  // Most expressions: nothing goes deeper in them.
  if (expr.kind === 'literal') return expr;
  if (expr.kind === 'name') return readName(m, expr.id);
  m.deeper();
  try {
    return valueOf(m, expr);
  } finally {
    m.nesting--;
  }
}

function valueOf(m: Machine, expr: Exclude<Expr, { kind: 'literal' | 'name' }>): Value {
  switch (expr.kind) {
    case 'attribute': return readAttribute(m, evaluate(m, expr.object), expr.name);
    case 'call': return evaluateCall(m, expr);
    case 'sequence': return sequence(m, expr);
    case 'dict': return dictionary(m, expr);
    case 'index': return readIndex(m, evaluate(m, expr.object), evaluate(m, expr.index));
    case 'operation': return operation(m, expr.op, expr.operands.map((operand) => evaluate(m, operand)));
    case 'logic': return logic(m, expr);
    case 'conditional': return branch(m, evaluate(m, expr.test), () => evaluate(m, expr.then), () => evaluate(m, expr.otherwise), joined(m));
    case 'format': return format(m, expr.parts.map((part) => evaluate(m, part)));
    case 'lambda': return functionValue(m, expr);
    case 'spread': return evaluate(m, expr.value);
    case 'walrus': return bound(m, expr.id, evaluate(m, expr.value));
    case 'comprehension': return comprehension(m, expr);
    case 'opaque': return expr.parts.forEach((part) => evaluate(m, part)), m.fresh();
  }
}

function dictionary(m: Machine, { entries }: Expr & { kind: 'dict' }): Value {
  const items: Scope = new Map();
  const { key: id } = m.fresh();
  for (const { key, value } of entries) items.set(stringOf(evaluate(m, key)) ?? OTHERS, evaluate(m, value));
  return { kind: 'dict', id, items };
}

/** A walrus inside a comprehension binds outside of it. */
function bound(m: Machine, id: string, value: Value): Value {
  bind(m, id, value, m.current.outside);
  return value;
}

function readName(m: Machine, id: string): Value {
  const { scopes } = m.current;
  for (const scope of scopes) {
    const value = resolve(m, scope.get(id));
    if (value) return present(value);
  }
  return BUILTINS.has(id) ? { kind: 'external', path: `builtins.${id}` } : m.fresh();
}

/** Where a name is not bound on one side of a branch, reading it there ends the process. */
function present(value: Value): Value {
  return value.kind === 'choice' && !(value.yes && value.no) ? value.yes ?? value.no! : value;
}

/** `object.name`. Reading a setting evaluates the settings. */
export function readAttribute(m: Machine, object: Value, name: string): Value {
  switch (object.kind) {
    case 'module': return moduleAttribute(m, object.module, name);
    case 'external': return externalAttribute(m, object.path, name);
    case 'instance':
      if (object.path === DJANGO_INSTRUMENTOR && name === 'is_instrumented_by_opentelemetry') return m.instrumented || !m.instrumentedPossible ? literal(m.instrumented) : { kind: 'symbol', key: 'instrumented' };
      if (lacks(object, name)) readMissing(m, name);
      return { kind: 'external', path: `${object.path}.${name}`, of: object };
    case 'object': return objectAttribute(m, object, name);
    case 'class': return classAttribute(m, object, name);
    case 'symbol': return { kind: 'symbol', key: `${object.key}.${name}` };
    case 'choice': return distribute(m, object, (side) => readAttribute(m, side, name));
    case 'function': return resolve(m, m.attributesOf(object).get(name)) ?? m.fresh();
    default: return m.fresh();
  }
}

function moduleAttribute(m: Machine, module: ModuleState, name: string): Value {
  const value = resolve(m, module.scope.get(name));
  return value ? present(value) : submodule(m, module, name);
}

const DJANGO_INSTRUMENTOR = 'opentelemetry.instrumentation.django.DjangoInstrumentor';

/** A name that a module does not bind: a submodule that is loaded, or what the module's own `__getattr__` gives. */
export function submodule(m: Machine, module: ModuleState, name: string): Value {
  const loaded = m.modules.get(`${module.name}.${name}`);
  if (loaded) return { kind: 'module', module: loaded };
  const lazy = module.scope.get('__getattr__');
  return lazy ? callValue(m, lazy, [literal(name)], new Map()) : m.fresh();
}

function readIndex(m: Machine, object: Value, index: Value): Value {
  if (object.kind === 'external' && object.path === 'os.environ') return environmentItem(m, index);
  if (object.kind === 'external' && object.path === 'sys.modules') {
    const module = m.modules.get(stringOf(index) ?? '');
    if (module) return { kind: 'module', module };
  }
  if (object.kind === 'choice') return distribute(m, object, (side) => readIndex(m, side, index));
  if (object.kind === 'sequence' || object.kind === 'dict') return itemOf(m, object, index) ?? m.fresh();
  const key = `${keyOf(object)}[${keyOf(index)}]`;
  return object.kind === 'external' || object.kind === 'instance' ? { kind: 'instance', path: `${object.path}.__getitem__`, key } : { kind: 'symbol', key };
}

function sequence(m: Machine, { items, form }: Expr & { kind: 'sequence' }): Value {
  let complete = true;
  const values: Value[] = [];
  for (const item of items) {
    const value = evaluate(m, item);
    if (item.kind !== 'spread') values.push(value);
    else {
      if (value.kind !== 'sequence' || !value.complete) complete = false;
      if (value.kind === 'sequence') values.push(...value.items);
    }
  }
  return listOf(values, complete, form);
}

/** What an operator makes of values. */
export function operation(m: Machine, op: string, values: readonly Value[]): Value {
  const [left, right] = values as [Value, Value];
  const choice = values.find((value): value is Choice => value.kind === 'choice');
  if (choice?.yes && choice.no && choice.depth < 4 && op !== 'not') {
    const [yes, no] = [choice.yes, choice.no].map((side) => operation(m, op, values.map((value) => (value === choice ? side : value)))) as [Value, Value];
    return joinValues(m, yes, no, choice.condition);
  }
  if (op === 'not') return negated(left);
  if (op === '+' && (left.kind === 'sequence' || right.kind === 'sequence')) return concatenated(left, right);
  if (op === '+' && left.kind === 'literal' && right.kind === 'literal' && typeof left.value === 'string') return textOf(m, left.value + String(right.value));
  if ((op === 'in' || op === 'not in') && right.kind === 'external' && right.path === 'os.environ') {
    const inside = isSet(m, left);
    return op === 'in' ? inside : negated(inside);
  }
  if (left.kind === 'literal' && right.kind === 'literal' && typeof left.value === 'number' && typeof right.value === 'number') return calculated(m, op, left.value, right.value);
  if (op === 'in' || op === 'not in') return contained(op, left, right);
  if (EQUAL.has(op) && left.kind === 'literal' && right.kind === 'literal') return literal((left.value === right.value) === EQUAL.get(op));
  if (EQUAL.has(op) && values.some(({ kind }) => kind === 'literal') && values.some((value) => isSomething(value) || (isMade(value) && values.some(isNone)))) return literal(!EQUAL.get(op));
  const made = values.find((value) => value.kind === 'instance' || value.kind === 'external');
  if (ARITHMETIC.has(op) && made && 'path' in made) return { kind: 'instance', path: made.path, key: `${keyOf(left)}${op}${keyOf(right)}` };
  if (op === '!=' || op === 'is not') return negated({ kind: 'symbol', key: `${keyOf(left)}${op === '!=' ? '==' : ' is '}${keyOf(right)}` });
  return { kind: 'symbol', key: op === 'is' ? `${keyOf(left)} is ${keyOf(right)}` : `${keyOf(left)}${op}${keyOf(right)}` };
}

function calculated(m: Machine, op: string, a: number, b: number): Value {
  switch (op) {
    case '+': return literal(a + b);
    case '-': return literal(a - b);
    case '*': return literal(a * b);
    case '<': return literal(a < b);
    case '>': return literal(a > b);
    case '<=': return literal(a <= b);
    case '>=': return literal(a >= b);
    default: return EQUAL.has(op) ? literal((a === b) === EQUAL.get(op)) : m.fresh();
  }
}

/** `x in (…)`: known where both sides are, else a condition that `not in` is the opposite of. */
function contained(op: string, left: Value, right: Value): Value {
  const known = left.kind === 'literal' ? holds(right, left) : undefined;
  const inside: Value = known === undefined ? { kind: 'symbol', key: `${keyOf(left)} in ${keyOf(right)}` } : literal(known);
  return op === 'in' ? inside : negated(inside);
}

function holds(container: Value, item: Value & { kind: 'literal' }): boolean | undefined {
  const text = stringOf(container);
  if (text !== undefined && typeof item.value === 'string') return text.includes(item.value);
  if (container.kind === 'dict') {
    const found = container.items.get(String(item.value));
    return found ? (found.kind === 'choice' ? undefined : true) : container.items.has(OTHERS) || container.items.has('*') ? undefined : false;
  }
  if (container.kind !== 'sequence') return undefined;
  if (container.items.some((other) => keyOf(other) === keyOf(item))) return true;
  return container.complete && container.items.every(({ kind }) => kind === 'literal') ? false : undefined;
}

const isNone = (value: Value): boolean => value.kind === 'literal' && value.value === null;

/** Never equal to a text, a number, True, False or None; of objects classes decide. */
const isSomething = (value: Value): boolean => /^(function|class|module|dict|sequence)$/.test(value.kind) || (value.kind === 'external' && truth(value) === true);

/** What calling a class gives: with what it is equal that class decides, and it is never None. */
const isMade = (value: Value): boolean => value.kind === 'object' || (value.kind === 'instance' && truth(value) === true);

/** `BASE_DIR / "x"`: what an operator makes of a library's object is one of that library again. */
const ARITHMETIC = new Set(['+', '-', '*', '/', '//', '%', '**', '|', '&', '@']);

const EQUAL = new Map([['==', true], ['is', true], ['!=', false], ['is not', false]]);

/** `not x` of an unknown condition is the opposite of `x`, on every path. */
function negated(value: Value): Value {
  const known = truth(value);
  if (known !== undefined) return literal(!known);
  const condition = conditionOf(value);
  return { kind: 'symbol', key: condition.startsWith(NOT) ? condition.slice(NOT.length) : NOT + condition };
}

function logic(m: Machine, expr: Expr & { kind: 'logic' }): Value {
  const left = evaluate(m, expr.left);
  const short = () => left;
  const long = () => evaluate(m, expr.right);
  const keyed = (_: Value, right: Value) => {
    const key = `(${keyOf(left)} ${expr.op} ${keyOf(right)})`;
    m.imply(key, expr.op === 'and', [left, right].filter((value) => truth(value) === undefined).map(conditionOf));
    return { value: { kind: 'symbol' as const, key } };
  };
  return expr.op === 'or' ? branch(m, left, short, long, keyed) : branch(m, left, long, short, (right, _) => keyed(_, right));
}

function format(m: Machine, parts: readonly Value[]): Value {
  if (parts.every((part) => part.kind === 'literal')) return textOf(m, parts.map((part) => (part.kind === 'literal' ? String(part.value) : '')).join(''));
  return { kind: 'symbol', key: `format:${parts.map(keyOf).join('|')}` };
}

function evaluateCall(m: Machine, expr: Expr & { kind: 'call' }): Value {
  const { callee } = expr;
  if (callee.kind !== 'attribute') return distribute(m, evaluate(m, callee), (target) => callWith(m, target, expr));
  return distribute(m, evaluate(m, callee.object), (owner) => callMethod(m, owner, callee, expr));
}

function callWith(m: Machine, target: Value, expr: Expr & { kind: 'call' }): Value {
  const { args, keywords } = argumentsOf(m, expr, target.kind === 'external' && TAKING_ALL.has(target.path));
  return callValue(m, target, args, keywords);
}

function callMethod(m: Machine, owner: Value, callee: Expr & { kind: 'attribute' }, expr: Expr & { kind: 'call' }): Value {
  const { name } = callee;
  if (!isPlain(owner, name)) return callWith(m, readAttribute(m, owner, name), expr);
  const { args } = argumentsOf(m, expr, name === 'join');
  if (owner.kind === 'dict') return dictMethod(m, owner, name, args);
  if (owner.kind !== 'sequence') return textMethod(owner, name, args);
  const changed = changedList(owner, name, args);
  if (changed && callee.object.kind === 'name') rebind(m, callee.object.id, changed);
  return m.fresh();
}

/** Built-in functions that take every item of a generator at once. */
const TAKING_ALL = new Set('list tuple set frozenset sorted sum dict min max'.split(' ').map((name) => `builtins.${name}`));

/** What a call passes. Behind a `*x` or `**x` that is not known there may be more: then `keywords` has an entry `OTHERS`. */
function argumentsOf(m: Machine, expr: Expr & { kind: 'call' }, consumed: boolean): { args: Value[]; keywords: Map<string, Value> } {
  const args: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const argument of expr.args) {
    const value = argument.kind === 'comprehension' ? comprehension(m, argument, consumed) : evaluate(m, argument);
    if (argument.kind !== 'spread') args.push(keywords.has(OTHERS) ? m.fresh() : value);
    else if (!argument.named && value.kind === 'sequence' && value.complete && value.items.every(({ kind }) => kind !== 'optional')) args.push(...value.items);
    else if (argument.named && value.kind === 'dict') for (const [name, given] of value.items) keywords.set(name, given);
    else keywords.set(OTHERS, m.fresh());
  }
  for (const { name, value } of expr.keywords) keywords.set(name, evaluate(m, value));
  return { args, keywords };
}

function rebind(m: Machine, name: string, value: Value): void {
  const scope = m.current.scopes.find((candidate) => candidate.has(name));
  if (scope) m.write(scope, name, value);
  else bind(m, name, value);
}

/** `object.name = value`; without a name it is not known which. */
export function setAttribute(m: Machine, object: Value, name: string | undefined, value: Value): void {
  const key = name ?? OTHERS;
  if (object.kind === 'object' || object.kind === 'class') m.write(object.attributes, key, value);
  else if (object.kind === 'function') m.write(m.attributesOf(object), key, value);
  else if (object.kind === 'module') m.write(object.module.scope, key, value);
  else if (object.kind === 'external' && object.path.startsWith('opentelemetry.trace')) m.unknownEffect('a change of opentelemetry.trace', ['provider-installed']);
}

/** Assigns to a name, an attribute, an item or several of them. */
export function assign(m: Machine, target: Target, value: Value): void {
  switch (target.kind) {
    case 'name': return bind(m, target.id, value);
    case 'unpack': return target.targets.forEach((part, i) => assign(m, part, value.kind === 'sequence' && value.complete ? value.items[i] ?? m.fresh() : m.fresh()));
    case 'attribute': return setAttribute(m, evaluate(m, target.object), target.name, value);
    case 'index': {
      const object = evaluate(m, target.object);
      const index = evaluate(m, target.index);
      if (object.kind === 'external' && object.path === 'os.environ') setEnvironment(m, index, value);
      if (object.kind === 'dict') m.write(object.items, stringOf(index) ?? OTHERS, value);
      return;
    }
  }
}

/** `del target`: what it was is not known any more; a variable of the environment is not set. */
export function remove(m: Machine, target: Target): void {
  const object = target.kind === 'index' ? evaluate(m, target.object) : undefined;
  if (target.kind === 'index' && object?.kind === 'external' && object.path === 'os.environ') return removeEnvironment(m, evaluate(m, target.index));
  if (target.kind === 'unpack') return target.targets.forEach((part) => remove(m, part));
  if (target.kind === 'index' && object?.kind === 'dict') return m.write(object.items, OTHERS, m.fresh());
  assign(m, target, m.fresh());
}
