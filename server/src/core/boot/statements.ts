// Runs statements of a body on the machine.
import type { Expr, Handler, Stmt, Target } from '../python/facts';
import { statementsOf } from '../python/walk';
import { TRANSPARENT_DECORATORS } from '../knowledge/calls';
import { needsApps } from '../knowledge/calls';
import { isInert } from '../knowledge/packages';
import { asOne, either, joinValues } from './branches';
import { announce, enter, exit } from './classes';
import { act } from './effects';
import { assign, branch, branchAsOne, evaluate, isTrue } from './expressions';
import { fromStatement, importStatement } from './imports';
import { Raised, type Activation, type Machine } from './machine';
import { keyOf, NONE, type ClassValue, type Scope, type Value } from './value';

/** How a body ended early: only `return` does. */
export interface Returned {
  readonly value: Value;
}

/** Runs what follows a block, up to the end of its function. */
type Rest = () => Returned;

/** Runs the body of a function. @throws Raised */
export function runFunction(m: Machine, body: readonly Stmt[]): Value {
  return runBody(m, body, () => ({ value: NONE }))?.value ?? NONE;
}

/**
 * Runs statements in order. @throws Raised
 * @param rest where the block is part of a function and nothing has to run when it is left
 */
export function runBody(m: Machine, body: readonly Stmt[], rest?: Rest): Returned | undefined {
  m.deeper();
  try {
    for (const [i, statement] of body.entries()) {
      m.tick(statement.at);
      const after = rest && (() => runBody(m, body.slice(i + 1), rest) ?? rest());
      const returned = statement.kind === 'if' ? runIf(m, statement, after) : statement.kind === 'try' ? runTry(m, statement, after) : run(m, statement);
      if (returned) return returned;
    }
    return undefined;
  } finally {
    m.nesting--;
  }
}

function run(m: Machine, statement: Exclude<Stmt, { kind: 'if' | 'try' }>): Returned | undefined {
  switch (statement.kind) {
    case 'import': return void importStatement(m, statement, (name, value) => bind(m, name, value));
    case 'from': return void fromStatement(m, statement, (name, value) => bind(m, name, value));
    case 'assign': return runAssign(m, statement.targets, evaluate(m, statement.value));
    case 'augment': return runAugment(m, statement);
    case 'expression': return void evaluate(m, statement.value);
    case 'with': return runWith(m, statement);
    case 'define': return define(m, statement);
    case 'class': return defineClass(m, statement);
    case 'return': return { value: statement.value ? evaluate(m, statement.value) : NONE };
    case 'raise': throw new Raised(raisedType(m, statement));
    case 'global': return void statement.names.forEach((name) => m.current.elsewhere.set(name, scopeOf(m, name, statement.enclosing === true)));
    case 'nothing': return undefined;
    case 'unknown': return runUnknown(m, statement);
  }
}

/** Where a side returns, both are tried as one up to the end of the function. */
function runIf(m: Machine, statement: Stmt & { kind: 'if' }, rest?: Rest): Returned | undefined {
  const test = evaluate(m, statement.test);
  const then = () => runBody(m, statement.then, rest);
  const otherwise = () => runBody(m, statement.otherwise, rest);
  if (!rest || !mayReturn(statement)) return branch(m, test, then, otherwise, joinReturns);
  const both = branchAsOne(m, test, () => then() ?? rest(), () => otherwise() ?? rest(), joinEnds(m));
  if (both) return both.value;
  return isTrue(m, test) ? then() : otherwise();
}

const mayReturn = (statement: Stmt): boolean => statementsOf([statement]).some(({ kind }) => kind === 'return');

const joinEnds = (m: Machine) => (yes: Returned, no: Returned) => ({ value: { value: joinValues(m, yes.value, no.value) } });

/** Two branches go on as one when neither returns. */
const joinReturns = (yes: Returned | undefined, no: Returned | undefined): { value: undefined } | undefined => (yes || no ? undefined : { value: undefined });

/** The scope that a declared name is bound in: the module's, or an enclosing function's. */
function scopeOf(m: Machine, name: string, enclosing: boolean): Scope {
  const outer = m.current.scopes.slice(1);
  return (enclosing && outer.find((scope) => scope.has(name))) || m.current.scopes.at(-1)!;
}

/** Binds a name in the running body's own scope, or where it is declared to be. */
export function bind(m: Machine, name: string, value: Value): void {
  const { scopes, elsewhere } = m.current;
  const scope = elsewhere.get(name) ?? scopes[0]!;
  m.write(scope, name, value);
}

function runAssign(m: Machine, targets: readonly Target[], value: Value): undefined {
  for (const target of targets) assign(m, target, value);
}

function runAugment(m: Machine, statement: Stmt & { kind: 'augment' }): undefined {
  const { target } = statement;
  if (target.kind === 'unpack') return void evaluate(m, statement.value);
  const read: Expr = target.kind === 'name' ? target : target.kind === 'attribute' ? { kind: 'attribute' as const, object: target.object, name: target.name } : { kind: 'index' as const, object: target.object, index: target.index };
  const before = statement.op === '|' ? evaluate(m, read) : undefined;
  if (before?.kind === 'external' && before.path === 'os.environ') return void act(m, 'update-environment', [evaluate(m, statement.value)], new Map());
  assign(m, target, evaluate(m, { kind: 'operation', op: statement.op, operands: [read, statement.value] }));
}

function raisedType(m: Machine, statement: Stmt & { kind: 'raise' }): string {
  const { value } = statement;
  if (!value) return 'Exception';
  evaluate(m, value);
  const named = value.kind === 'call' ? value.callee : value;
  return named.kind === 'attribute' ? named.name : named.kind === 'name' ? named.id : 'Exception';
}

/** Exceptions that are no `Exception`. */
const EXITS = ['SystemExit', 'KeyboardInterrupt', 'GeneratorExit'];

/** Does an `except` with these types catch an exception of `type`? */
function catches(types: readonly string[], type: string): boolean {
  if (types.length === 0 || types.includes('BaseException') || types.includes(type)) return true;
  if (types.includes('Exception')) return !EXITS.includes(type);
  return type === 'ImportError' && types.includes('ModuleNotFoundError');
}

function runTry(m: Machine, statement: Stmt & { kind: 'try' }, rest?: Rest): Returned | undefined {
  const key = `try:${m.current.module.file}:${m.current.item}:${statement.at}`;
  const once = (forced: 'pass' | 'fail') => () => runTryOnce(m, statement, key, forced);
  const ended = (forced: 'pass' | 'fail') => () => once(forced)() ?? rest!();
  const both = rest && mayReturn(statement) ? asOne(m, key, ended('pass'), ended('fail'), joinEnds(m)) : asOne(m, key, once('pass'), once('fail'), joinReturns);
  return both ? both.value : runTryOnce(m, statement, key);
}

function runTryOnce(m: Machine, statement: Stmt & { kind: 'try' }, key: string, forced?: 'pass' | 'fail'): Returned | undefined {
  const [first] = statement.handlers;
  const attempt = { key, used: false, example: first && (first.types[0] ?? 'Exception'), catches: (type: string) => statement.handlers.some((handler) => catches(handler.types, type)), ...(forced ? { forced } : {}) };
  let returned: Returned | undefined;
  try {
    returned = runAttempt(m, attempt, statement.body) ?? runBody(m, statement.otherwise);
  } catch (error) {
    const handler = error instanceof Raised ? statement.handlers.find(({ types }) => catches(types, error.type)) : undefined;
    if (!handler) throw error;
    returned = runHandler(m, handler);
  } finally {
    returned = runBody(m, statement.last) ?? returned;
  }
  return returned;
}

function runAttempt(m: Machine, attempt: Machine['attempts'][number], body: readonly Stmt[]): Returned | undefined {
  const depth = m.attempts.push(attempt);
  try {
    return runBody(m, body);
  } finally {
    m.attempts.length = depth - 1;
  }
}

function runHandler(m: Machine, handler: Handler): Returned | undefined {
  if (handler.name) bind(m, handler.name, m.fresh());
  return runBody(m, handler.body);
}

function runWith(m: Machine, statement: Stmt & { kind: 'with' }): Returned | undefined {
  let suppresses = false;
  const managers: Value[] = [];
  for (const { value, target } of statement.items) {
    const manager = evaluate(m, value);
    suppresses ||= manager.kind === 'instance' && manager.path === 'contextlib.suppress';
    const entered = enter(m, manager);
    if (target) assign(m, target, entered);
    managers.unshift(manager);
  }
  if (!suppresses) {
    const returned = runBody(m, statement.body);
    for (const manager of managers) exit(m, manager);
    return returned;
  }
  const everything: Handler = { types: [], body: [] };
  return runTry(m, { kind: 'try', at: statement.at, body: statement.body, handlers: [everything], otherwise: [], last: [] });
}

function define(m: Machine, statement: Stmt & { kind: 'define' }): undefined {
  const value = functionValue(m, statement.item);
  bind(m, statement.name, decorated(m, statement.decorators.map((decorator) => evaluate(m, decorator)), value));
}

/** A function of the running body, with its defaults evaluated now. */
export function functionValue(m: Machine, item: string): Value & { kind: 'function' } {
  const { module, facts, scopes, isClass } = m.current;
  const defaults = new Map<string, Value>();
  for (const parameter of facts.items[item]!.parameters) if (parameter.fallback) defaults.set(parameter.name, evaluate(m, parameter.fallback));
  // A class body's names are not seen by its methods.
  return { kind: 'function', module, item, scopes: isClass ? scopes.slice(1) : scopes, defaults };
}

/** What a name is bound to once its decorators have run: unread decorators may call it, or give back anything. */
function decorated(m: Machine, decorators: readonly Value[], value: Value): Value {
  return decorators.reduceRight<Value>((inner, decorator) => {
    const path = decorator.kind === 'external' || decorator.kind === 'instance' ? decorator.path : undefined;
    if (path && TRANSPARENT_DECORATORS.includes(path)) return inner;
    if (decorator.kind === 'function' || !path || !isInert(path)) m.unknownEffect('a decorator');
    else if (inner.kind === 'function') return { kind: 'instance', path, key: `${path}(${keyOf(inner)})`, holds: inner };
    return m.fresh();
  }, value);
}

function defineClass(m: Machine, statement: Stmt & { kind: 'class' }): undefined {
  const { module, facts, scopes, entered } = m.current;
  const bases = statement.bases.map((base) => evaluate(m, base));
  const attributes: Scope = new Map();
  const activation: Activation = { module, facts, item: statement.item, scopes: [attributes, ...scopes], isClass: true, elsewhere: new Map(), entered: entered === 'call' ? 'call' : 'module', statement: 0 };
  const body = facts.items[statement.item]!.body;
  if (body.length > 0) m.within(activation, () => runBody(m, body));
  const defined: ClassValue = { kind: 'class', name: statement.name, bases, attributes };
  if (bases.some((base) => base.kind === 'external' && needsApps(base.path))) m.needApps();
  announce(m, defined);
  bind(m, statement.name, decorated(m, statement.decorators.map((decorator) => evaluate(m, decorator)), defined));
}

function runUnknown(m: Machine, statement: Stmt & { kind: 'unknown' }): Returned | undefined {
  if (statement.head) evaluate(m, statement.head);
  const rebind = () => statement.binds.forEach((name) => bind(m, name, m.fresh()));
  rebind();
  if (statement.inert) return undefined;
  if (statement.body.length === 0) return void m.unknownEffect('a statement that is not understood');
  const key = `loop:${m.current.module.file}:${m.current.item}:${statement.at}`;
  // Twice shows every order: what one iteration does may come before what the next one does.
  const again = () => either(m, `${key}:again`, () => (rebind(), runBody(m, statement.body)), () => undefined, joinReturns);
  return either(m, key, () => runBody(m, statement.body) ?? again(), () => undefined, joinReturns);
}
