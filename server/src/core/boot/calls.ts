// Calls: functions and classes of the project run, libraries do what the knowledge tables say.
import { MODULE_ITEM, type Expr, type Item } from '../python/facts';
import { CALLING, CALLS, EXPORTER_CLASSES, type Action } from '../knowledge/calls';
import { templateAction } from '../knowledge/commands';
import { isInert } from '../knowledge/packages';
import { PROVIDER_TAKERS } from '../knowledge/provider';
import { registers, KEEPING_ARGUMENTS, NAMED_ARGUMENTS, WEAK_ARGUMENTS, WEAK_REGISTRATIONS, type Hook } from '../knowledge/registrations';
import { settle } from './branches';
import { callBuiltin, isCallable } from './builtins';
import { construct, objectAttribute } from './classes';
import { act } from './effects';
import type { WeakReceiver } from './events';
import type { Machine } from './machine';
import { runFunction } from './statements';
import { listOf, literal, keyOf, OTHERS, type FunctionValue, type Scope, type Value } from './value';
import { passProvider } from './provider';

export type Keywords = ReadonlyMap<string, Value>;

/** Calls a value. @throws Raised what the callee raises */
export function callValue(m: Machine, callee: Value, args: readonly Value[], keywords: Keywords): Value {
  switch (callee.kind) {
    case 'function': return callFunction(m, callee, args, keywords);
    case 'class': return construct(m, callee, args, keywords);
    case 'external': return callExternal(m, callee.path, args, keywords, callee.of);
    case 'instance':
      if (callee.holds) m.unknownEffect(`what ${callee.path}() was given`);
      return callExternal(m, `${callee.path}.__call__`, args, keywords);
    case 'choice': return callValue(m, settle(m, callee), args, keywords);
    case 'object': return callObject(m, callee, args, keywords);
    default:
      m.unknownEffect('a call that is not understood');
      return m.fresh();
  }
}

/** `object(…)` runs `__call__`. @throws Raised */
function callObject(m: Machine, callee: Value & { readonly kind: 'object' }, args: readonly Value[], keywords: Keywords): Value {
  const method = objectAttribute(m, callee, '__call__');
  if (method.kind === 'function') return callFunction(m, method, args, keywords);
  m.unknownEffect('a call that is not understood');
  return m.fresh();
}

/** Runs a function of the project. `hook` names the fork hook when a server calls it. */
export function callFunction(m: Machine, callee: FunctionValue, args: readonly Value[], keywords: Keywords, hook?: string): Value {
  const item = m.project.files.item(callee.module.file, callee.item)!;
  if (item.deferred) {
    m.unknownEffect('a coroutine or generator');
    return m.fresh();
  }
  const scope = parametersOf(m, callee, item, args, keywords);
  const activation = { module: callee.module, item: callee.item, scopes: [scope, ...callee.scopes], isClass: false, entered: hook ? ('server' as const) : ('call' as const), statement: 0, ...(hook ? { hook } : {}) };
  return m.within(activation, () => runFunction(m, item.body));
}

/** What the parameters of a function are bound to. */
function parametersOf(m: Machine, callee: FunctionValue, { parameters }: Item, args: readonly Value[], keywords: Keywords): Scope {
  const scope: Scope = new Map();
  const positional = callee.self ? [callee.self, ...args] : [...args];
  const more = keywords.has(OTHERS);
  const plain = new Set(parameters.filter(({ kind }) => kind === 'plain').map(({ name }) => name));
  const byDefault = (name: string, fallback: Expr | undefined): Value | undefined => callee.defaults?.get(name) ?? (fallback?.kind === 'literal' ? literal(fallback.value) : undefined);
  for (const { name, kind, fallback } of parameters) {
    if (kind === 'plain') scope.set(name, keywords.get(name) ?? positional.shift() ?? (more ? undefined : byDefault(name, fallback)) ?? m.fresh());
    // `*args` takes what is left; those behind it have to be named.
    if (kind === 'rest') scope.set(name, listOf(positional.splice(0), !more, 'tuple'));
    if (kind === 'keywords') scope.set(name, { kind: 'dict', id: m.fresh().key, items: new Map([...keywords].filter(([given]) => !plain.has(given))) });
  }
  return scope;
}

/** A method of a library class that goes on with methods of the object which it is called on. */
function template(path: string, owner: Value | undefined): readonly Action[] | undefined {
  const action = owner?.kind === 'object' ? templateAction(path) : undefined;
  return action && [action];
}

/** What the tables say of a path. */
interface Callee {
  readonly hook: Hook | undefined;
  /** The last part of its name. */
  readonly name: string;
  readonly known: readonly Action[] | undefined;
  readonly isBasic: boolean;
  readonly isBuiltin: boolean;
  readonly takesProvider: boolean;
}

/** Each call asks, on every path. */
const callees = new Map<string, Callee>();

function calleeAt(path: string): Callee {
  let callee = callees.get(path);
  if (!callee) callees.set(path, (callee = lookUp(path)));
  return callee;
}

function lookUp(path: string): Callee {
  return {
    hook: registers(path), name: path.slice(path.lastIndexOf('.') + 1), known: Object.hasOwn(CALLS, path) ? CALLS[path] : undefined,
    isBasic: /^(os|sys|builtins)\./.test(path), isBuiltin: path.startsWith('builtins.'), takesProvider: PROVIDER_TAKERS.test(path),
  };
}

/** Is what is registered kept only by a weak reference? A function of a module is kept by it, and of `connect(…)(function)` the arguments are not known. */
function weakReceiver(m: Machine, path: string, given: FunctionValue, args: readonly Value[], keywords: Keywords): WeakReceiver | undefined {
  if (!WEAK_REGISTRATIONS.test(path) || args.length > WEAK_ARGUMENTS || KEEPING_ARGUMENTS.some((name) => keywords.has(name)) || keywords.has(OTHERS)) return undefined;
  const { item } = given;
  if (/(^|\.)<lambda>(\W?\d+)?$/.test(item)) return m.current.scopes.some((scope) => [...scope.values()].includes(given)) ? undefined : { item };
  return given.scopes.length > 1 && m.current.item !== MODULE_ITEM && !m.current.isClass ? { item, inside: m.current.item } : undefined;
}

/** Calls something in a package that is not read. @throws Raised */
export function callExternal(m: Machine, path: string, args: readonly Value[], keywords: Keywords, owner?: Value): Value {
  const { hook, name, known, isBasic, isBuiltin, takesProvider } = calleeAt(path);
  const named = hook && NAMED_ARGUMENTS.includes(hook);
  const registered = hook && (named ? keywords.get(hook) : [...args, ...keywords.values()].find((value) => value.kind === 'function'));
  if (hook && registered?.kind === 'function') {
    m.register(hook, registered, weakReceiver(m, path, registered, args, keywords));
    return registered;
  }
  if (named && registered && !('path' in registered && isInert(registered.path))) m.unknownEffect(`a function for ${path}()`, ['instrumented', 'provider-installed', 'processor-added']);
  const actions = known ?? template(path, owner) ?? (EXPORTER_CLASSES.includes(name) ? ['create-exporter' as const] : undefined);
  if (actions) {
    if (!isBasic) m.mayRaise();
    for (const action of actions) {
      const value = act(m, action, args, keywords, { path, ...(owner ? { owner } : {}) });
      if (value) return value;
    }
  } else if (isBuiltin) {
    return callBuiltin(m, name, args, keywords);
  } else {
    m.mayRaise();
    if (!isInert(path)) m.unknownEffect(path);
  }
  const given = keywords.size > 0 ? [...args, ...keywords.values()] : args;
  if (!actions && !takesProvider) passProvider(m, path, given);
  const holds = actions ? undefined : given.find(isCallable);
  if (holds && CALLING.includes(path)) m.unknownEffect(`a function passed to ${path}()`);
  return { kind: 'instance', path, key: `${path}(${given.map(keyOf).join(',')})`, ...(holds ? { holds } : {}) };
}
