// Runs statements of a body on the machine.
import type { Expr, Handler, ItemKey, Stmt, Target } from '../python/facts';
import { MEANT_TO_BE_CALLED, needsApps, TRANSPARENT_DECORATORS } from '../knowledge/calls';
import { registers } from '../knowledge/registrations';
import type { Uri } from '../text/span';
import { isInert } from '../knowledge/packages';
import { settle } from './branches';
import { callValue } from './calls';
import { announce, enter, exit, isMetaclass } from './classes';
import { act } from './effects';
import { behind, BREAK, CONTINUE, outcomesAsOne, runBranch, type Completion, type Ends } from './control';
import { assign, evaluate, remove } from './expressions';
import { fromStatement, importStatement } from './imports';
import { runLoop } from './loops';
import type { Activation } from './activation';
import type { Machine } from './machine';
import { Raised } from './signals';
import { runMatch } from './match';
import { keyOf, NONE, type ClassValue, type Scope, type Value } from './value';

/** Runs the body of a function. @throws Raised */
export function runFunction(m: Machine, body: readonly Stmt[]): Value {
  const end = runBody(m, body, { return: () => ({ kind: 'return', value: NONE }) });
  return end?.kind === 'return' ? end.value : NONE;
}

/**
 * Runs statements in order. @throws Raised
 * @param ends what runs behind the block
 */
export function runBody(m: Machine, body: readonly Stmt[], ends: Ends = {}): Completion | undefined {
  m.deeper();
  try {
    for (let i = 0; i < body.length; i++) {
      m.tick(body[i]!.at);
      const end = run(m, body, i, ends);
      if (end) return end;
    }
    return undefined;
  } finally {
    m.nesting--;
  }
}

/** Where the exits of the statement of `body` at `i` lead. */
const rest = (m: Machine, body: readonly Stmt[], i: number, ends: Ends): Ends => behind(ends, () => runBody(m, body.slice(i + 1), ends));

/** Runs the statement of `body` at `i`, behind which the others and `ends` come. */
function run(m: Machine, body: readonly Stmt[], i: number, ends: Ends): Completion | undefined {
  const statement = body[i]!;
  switch (statement.kind) {
    case 'if': return runIf(m, statement, rest(m, body, i, ends));
    case 'try': return runTry(m, statement, rest(m, body, i, ends));
    case 'for': case 'while': return runLoop(m, statement, rest(m, body, i, ends));
    case 'match': return runMatch(m, statement, rest(m, body, i, ends));
    case 'jump': return statement.to === 'break' ? BREAK : CONTINUE;
    case 'delete': return void statement.targets.forEach((target) => remove(m, target));
    case 'import': return void importStatement(m, statement, (name, value) => bind(m, name, value));
    case 'from': return void fromStatement(m, statement, (name, value) => bind(m, name, value));
    case 'assign': return runAssign(m, statement.targets, evaluate(m, statement.value));
    case 'augment': return runAugment(m, statement);
    case 'expression': return noticeUncalled(m, statement, evaluate(m, statement.value));
    case 'with': return runWith(m, statement);
    case 'define': return define(m, statement);
    case 'class': return defineClass(m, statement);
    case 'return': return { kind: 'return', value: statement.value ? evaluate(m, statement.value) : NONE };
    case 'raise': throw new Raised(raisedType(m, statement));
    case 'global': return declare(m, statement);
    case 'nothing': return undefined;
    case 'unknown': return runUnknown(m, statement);
  }
}

function noticeUncalled(m: Machine, { value: written }: Stmt & { kind: 'expression' }, value: Value): undefined {
  if (written.kind === 'attribute' && value.kind === 'external' && MEANT_TO_BE_CALLED.includes(value.path)) m.emit({ kind: 'not-called' });
}

function runIf(m: Machine, statement: Stmt & { kind: 'if' }, ends: Ends): Completion | undefined {
  return runBranch(m, statement, evaluate(m, statement.test), (inner) => runBody(m, statement.then, inner), (inner) => runBody(m, statement.otherwise, inner), ends);
}

function declare(m: Machine, { names, enclosing }: Stmt & { kind: 'global' }): undefined {
  const elsewhere = (m.current.elsewhere ??= new Map());
  for (const name of names) elsewhere.set(name, scopeOf(m, name, enclosing === true));
}

/** The scope that a declared name is bound in: the module's, or an enclosing function's. */
function scopeOf(m: Machine, name: string, enclosing: boolean): Scope {
  const outer = m.current.scopes.slice(1);
  return (enclosing && outer.find((scope) => scope.has(name))) || m.current.scopes.at(-1)!;
}

/** Binds a name in the running body's own scope, or where it is declared to be. */
export function bind(m: Machine, name: string, value: Value, activation = m.current): void {
  const { scopes, elsewhere } = activation;
  const scope = elsewhere?.get(name) ?? scopes[0]!;
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

function runTry(m: Machine, statement: Stmt & { kind: 'try' }, ends: Ends): Completion | undefined {
  const key = `try:${m.current.module.file}:${m.current.item}:${statement.at}${m.round}`;
  const once = (forced: 'pass' | 'fail') => () => runTryOnce(m, statement, key, forced);
  const both = outcomesAsOne(m, statement, key, once('pass'), once('fail'), ends);
  return both ? both.value : runTryOnce(m, statement, key);
}

function runTryOnce(m: Machine, statement: Stmt & { kind: 'try' }, key: string, forced?: 'pass' | 'fail'): Completion | undefined {
  const [first] = statement.handlers;
  const attempt = { key, used: false, example: first && (first.types[0] ?? 'Exception'), catches: (type: string) => statement.handlers.some((handler) => catches(handler.types, type)), ...(forced ? { forced } : {}) };
  let returned: Completion | undefined;
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

function runAttempt(m: Machine, attempt: Machine['attempts'][number], body: readonly Stmt[]): Completion | undefined {
  const depth = m.attempts.push(attempt);
  try {
    return runBody(m, body);
  } finally {
    m.attempts.length = depth - 1;
  }
}

function runHandler(m: Machine, handler: Handler): Completion | undefined {
  if (handler.name) bind(m, handler.name, m.fresh());
  return runBody(m, handler.body);
}

function runWith(m: Machine, statement: Stmt & { kind: 'with' }): Completion | undefined {
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
  return runTry(m, { kind: 'try', at: statement.at, body: statement.body, handlers: [everything], otherwise: [], last: [] }, {});
}

function define(m: Machine, statement: Stmt & { kind: 'define' }): undefined {
  const value = functionValue(m, statement);
  bind(m, statement.name, decorated(m, statement.decorators.map((decorator) => evaluate(m, decorator)), value));
}

/** A function of the running body, with its defaults evaluated now. */
export function functionValue(m: Machine, { item, defaults }: { readonly item: ItemKey; readonly defaults?: true }): Value & { kind: 'function' } {
  const { module, scopes, isClass } = m.current;
  // A class body's names are not seen by its methods.
  return { kind: 'function', module, item, scopes: isClass ? scopes.slice(1) : scopes, ...(defaults && { defaults: defaultsOf(m, module.file, item) }), id: m.fresh().key };
}

function defaultsOf(m: Machine, file: Uri, item: ItemKey): ReadonlyMap<string, Value> {
  const defaults = new Map<string, Value>();
  for (const { name, fallback } of m.project.files.parameters(file, item)!) if (fallback) defaults.set(name, evaluate(m, fallback));
  return defaults;
}

/** What a name is bound to once its decorators, or a class's metaclass, have run: unread ones may call it, or give back anything. */
function decorated(m: Machine, decorators: readonly Value[], value: Value): Value {
  return decorators.reduceRight<Value>((inner, decorator) => {
    const path = decorator.kind === 'external' || decorator.kind === 'instance' ? decorator.path : undefined;
    // `class A(Base, flag=True)`
    if (decorator.kind === 'literal' || (path && TRANSPARENT_DECORATORS.includes(path))) return inner;
    if (path && inner.kind === 'function' && registers(path)) return callValue(m, decorator, [inner], new Map());
    if (decorator.kind === 'class' && isMetaclass(decorator)) return callValue(m, decorator, [m.fresh(), m.fresh(), m.fresh()], new Map()), inner;
    if (/^(function|class|object|choice)$/.test(decorator.kind)) return callValue(m, decorator, [inner], new Map());
    if (!path || !isInert(path)) m.unknownEffect('a decorator');
    else if (inner.kind === 'function') return { kind: 'instance', path, key: `${path}(${keyOf(inner)})`, holds: inner };
    else if (inner.kind === 'class') return dressed(m, inner);
    return m.fresh();
  }, value);
}

/** A class that a library has added to, as `dataclass` does: its methods are its own, of its other attributes nothing is known. */
function dressed(m: Machine, inner: ClassValue): ClassValue {
  const attributes: Scope = new Map([...inner.attributes].map(([name, value]) => [name, value.kind === 'function' || value.kind === 'instance' ? value : m.fresh()]));
  const made = attributes.get('__post_init__');
  if (made && !attributes.has('__init__')) attributes.set('__init__', made);
  return { ...inner, attributes };
}

function defineClass(m: Machine, statement: Stmt & { kind: 'class' }): undefined {
  const { module, scopes, entered } = m.current;
  const bases = statement.bases.map((base) => settle(m, evaluate(m, base)));
  const attributes: Scope = new Map();
  const activation: Activation = { module, item: statement.item, scopes: [attributes, ...scopes], isClass: true, entered: entered === 'call' ? 'call' : 'module', statement: 0 };
  const { body } = m.project.files.item(module.file, statement.item)!;
  if (body.length > 0) m.within(activation, () => runBody(m, body));
  const defined: ClassValue = { kind: 'class', name: statement.name, id: m.fresh().key, bases, attributes };
  if (bases.some((base) => base.kind === 'external' && needsApps(base.path))) m.needApps();
  announce(m, defined);
  bind(m, statement.name, decorated(m, statement.decorators.map((decorator) => evaluate(m, decorator)), defined));
}

function runUnknown(m: Machine, statement: Stmt & { kind: 'unknown' }): undefined {
  for (const name of statement.binds) bind(m, name, m.fresh());
  if (!statement.inert) m.unknownEffect('a statement that is not understood');
}
