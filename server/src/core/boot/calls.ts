// Calls: functions and classes of the project run, libraries do what the knowledge tables say.
import { CALLING, CALLS, EXPORTER_CLASSES } from '../knowledge/calls';
import { COMPUTING, isInert } from '../knowledge/packages';
import { PROVIDER_TAKERS } from '../knowledge/provider';
import { settle } from './branches';
import { construct, superOf } from './classes';
import { act } from './effects';
import type { Machine } from './machine';
import { importModule, topLevel } from './imports';
import { runFunction } from './statements';
import { listOf, literal, keyOf, OTHERS, stringOf, truth, type FunctionValue, type Scope, type Value } from './value';
import { readAttribute } from './expressions';
import { lacks, passProvider } from './provider';

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
    default:
      m.unknownEffect('a call that is not understood');
      return m.fresh();
  }
}

/** Runs a function of the project. `hook` names the fork hook when a server calls it. */
export function callFunction(m: Machine, callee: FunctionValue, args: readonly Value[], keywords: Keywords, hook?: string): Value {
  const facts = m.project.files.facts(callee.module.file)!;
  const item = facts.items[callee.item]!;
  if (item.deferred) {
    m.unknownEffect('a coroutine or generator');
    return m.fresh();
  }
  const scope: Scope = new Map();
  const positional = callee.self ? [callee.self, ...args] : [...args];
  for (const parameter of item.parameters) {
    const given = parameter.kind === 'plain' ? keywords.get(parameter.name) ?? positional.shift() : undefined;
    const fallback = keywords.has(OTHERS) ? undefined : callee.defaults.get(parameter.name);
    scope.set(parameter.name, given ?? fallback ?? m.fresh());
    // `*args` takes what is left; those behind it have to be named.
    if (parameter.kind === 'rest') positional.length = 0;
  }
  const activation = { module: callee.module, facts, item: callee.item, scopes: [scope, ...callee.scopes], isClass: false, elsewhere: new Map<string, Scope>(), entered: hook ? ('server' as const) : ('call' as const), statement: 0, ...(hook ? { hook } : {}) };
  return m.within(activation, () => runFunction(m, item.body));
}

/** Calls something in a package that is not read. @throws Raised */
export function callExternal(m: Machine, path: string, args: readonly Value[], keywords: Keywords, owner?: Value): Value {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const actions = (Object.hasOwn(CALLS, path) ? CALLS[path] : undefined) ?? (EXPORTER_CLASSES.includes(name) ? ['create-exporter' as const] : undefined);
  if (actions) {
    if (!/^(os|sys|builtins)\./.test(path)) m.mayRaise();
    for (const action of actions) {
      const value = act(m, action, args, keywords, owner);
      if (value) return value;
    }
  } else if (path.startsWith('builtins.')) {
    return callBuiltin(m, name, args, keywords);
  } else {
    m.mayRaise();
    if (!isInert(path)) m.unknownEffect(path);
  }
  const given = [...args, ...keywords.values()];
  if (!actions && !PROVIDER_TAKERS.test(path)) passProvider(m, path, given);
  const holds = actions ? undefined : given.find(isCallable);
  if (holds && CALLING.includes(path)) m.unknownEffect(`a function passed to ${path}()`);
  return { kind: 'instance', path, key: `${path}(${given.map(keyOf).join(',')})`, ...(holds ? { holds } : {}) };
}

/** Something that does more than compute when it is called. */
function isCallable(value: Value): boolean {
  if (value.kind === 'instance') return value.holds !== undefined;
  return value.kind === 'function' || (value.kind === 'external' && Object.hasOwn(CALLS, value.path));
}

function callBuiltin(m: Machine, name: string, args: readonly Value[], keywords: Keywords): Value {
  const [first, second] = args;
  if (/^(int|float|open|next|input)$/.test(name)) m.mayRaise();
  if (name === 'open') return { kind: 'instance', path: 'io.open', key: `open(${args.map(keyOf).join(',')})` };
  if (name === '__import__') return importByName(m, first, args[3] ?? keywords.get('fromlist'));
  if (name === 'super') return superOf(m, first);
  if (name === 'isinstance' && first && second) return isInstance(first, second);
  if (/^(getattr|hasattr)$/.test(name) && first && stringOf(second) !== undefined) {
    if (lacks(first, stringOf(second)!) && (name === 'hasattr' || args[2])) return args[2] ?? literal(false);
    const value = readAttribute(m, first, stringOf(second)!);
    if (name === 'getattr') return value;
  }
  if (name === 'bool' && first?.kind === 'literal') return literal(Boolean(first.value));
  if (name === 'str' && first?.kind === 'literal') return literal(String(first.value));
  if ((name === 'list' || name === 'tuple') && first?.kind === 'sequence') return listOf(first.items, first.complete, name);
  const holds = [...args, ...keywords.values()].find(isCallable);
  if (holds && /^(property|classmethod|staticmethod)$/.test(name)) return { kind: 'instance', path: `builtins.${name}`, key: `${name}(${keyOf(holds)})`, holds };
  if (holds && /^(map|filter|sorted|min|max|iter|setattr)$/.test(name)) m.unknownEffect(`a function passed to ${name}()`);
  // What a built-in computes is plain data: its methods do nothing but compute.
  if (COMPUTING.has(name)) return { kind: 'symbol', key: `text:${name}(${args.map(keyOf).join(',')})` };
  return args.some((value) => value.kind === 'symbol') ? { kind: 'symbol', key: `${name}(${args.map(keyOf).join(',')})` } : m.fresh();
}

/** `__import__(name)` gives the topmost package, unless names are wanted from it. */
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
  if (value.kind === 'instance' && type.kind === 'external') {
    const [is, asked] = [value.path, type.path].map((path) => path.split('.').at(-1));
    if (is === asked) return literal(true);
    if (/TracerProvider$/.test(is!) && /TracerProvider$/.test(asked!)) return literal(false);
  }
  return { kind: 'symbol', key: `isinstance(${keyOf(value)},${keyOf(type)})` };
}
