// Python's import system as far as start-up order needs it: parents first, once per process, cycles see half-run modules.
import type { Stmt } from '../python/facts';
import { MODULE_ITEM } from '../python/facts';
import { isInert, isNeverInProject, QUIET, UNREAD } from '../knowledge/packages';
import { ALIASES, CONSTANTS, needsApps } from '../knowledge/calls';
import { READS_AT_IMPORT } from '../knowledge/environment-files';
import { importsSitecustomize } from './boots/auto-instrumentation';
import type { Entered } from './events';
import type { Machine } from './machine';
import { Raised } from './signals';
import { submodule } from './expressions';
import { runBody } from './statements';
import { literal, stringOf, type ModuleState, type Value } from './value';
import { writtenVariables } from './written';

/** Runs a file as a module called `name`. @throws Raised what the module raises */
export function runModule(m: Machine, name: string, file: string, isPackage: boolean, entered: Entered): ModuleState {
  const { body, read } = m.project.files.program(file, name);
  if (m.attempts.length > 0) read.isCaught = true;
  const module = m.enterModule(name, file, isPackage, read);
  try {
    m.within({ module, item: MODULE_ITEM, scopes: [module.scope], isClass: false, entered, statement: 0 }, () => runBody(m, body));
  } catch (error) {
    // A module whose body failed is not in sys.modules: the next import tries again.
    m.modules.delete(name);
    throw error;
  }
  module.running = false;
  return module;
}

/**
 * Imports a dotted name and its parents. @throws Raised('ImportError')
 * @param below the import goes on to something inside `name`: its `__init__.py` runs only because of that
 */
export function importModule(m: Machine, name: string, entered: Entered = 'module', below = false): Value {
  const skipped = notReplayed(m, name);
  if (skipped) return skipped;
  const parts = name.split('.');
  // A known library is not looked for below its name.
  if (isInert(name) && m.project.resolve(parts[0]!) === 'absent') return importExternal(m, name);
  let value: Value = { kind: 'external', path: parts[0]! };
  for (let i = 1; i <= parts.length; i++) {
    const prefix = parts.slice(0, i).join('.');
    const last = i === parts.length;
    value = importOne(m, prefix, last && !below ? entered : entered === 'server' && last ? 'server' : 'package', last && !below);
    if (value.kind === 'external') return importExternal(m, name);
    const parent = m.modules.get(parts.slice(0, i - 1).join('.'));
    if (parent && value.kind === 'module') m.write(parent.scope, parts[i - 1]!, value);
  }
  return value;
}

/**
 * Once apps are being set up, a module of the project that can reach nothing about tracing is like an installed package:
 * URL configurations and models pull in most of a large project.
 */
function notReplayed(m: Machine, name: string): Value | undefined {
  if (!m.appsLoaded || m.settings !== 'evaluated' || m.modules.has(name) || isNeverInProject(name.split('.')[0]!)) return undefined;
  if (typeof m.project.resolve(name) !== 'object') return undefined;
  const reach = m.project.survey.reach(name);
  if (reach === 'relevant') return undefined;
  if (reach === 'unread' && !m.unread.has(name)) m.unknownEffect(`import ${name}`);
  m.unread.add(name);
  return { kind: 'external', path: `${reach === 'quiet' ? QUIET : UNREAD}${name}` };
}

function importOne(m: Machine, name: string, entered: Entered, last: boolean): Value {
  const known = m.modules.get(name);
  if (known) return { kind: 'module', module: known };
  if (isNeverInProject(name.split('.')[0]!)) return { kind: 'external', path: name };
  const found = m.project.resolve(name);
  if (found === 'unknown') {
    m.unknownEffect(`import ${name}`);
    return m.fresh();
  }
  if (found !== 'absent') return { kind: 'module', module: runModule(m, name, found.file, found.isPackage, entered) };
  if (!last) return { kind: 'symbol', key: `namespace:${name}` }; // a package without __init__.py, or none at all: the last part decides
  return { kind: 'external', path: name };
}

/** A module that is not in the project: read by nobody, known only by name. */
function importExternal(m: Machine, name: string): Value {
  const top = name.split('.')[0]!;
  const ours = m.modules.has(top) || m.project.resolve(top) !== 'absent';
  if (ours && name !== top) {
    // Its package is ours and it is not there: the import fails, unless something creates it.
    if (m.attempts.some((attempt) => attempt.catches('ImportError'))) throw new Raised('ImportError');
    m.unknownEffect(`import ${name}`);
    return m.fresh();
  }
  if (m.missing.includes(top)) importFails(m, top, 'ImportError', 'outside uwsgi');
  const failure = m.failing.get(top);
  if (failure !== undefined) importFails(m, top, failure, 'no master');
  if (!/^(os|sys|typing)$/.test(top) && !m.present.includes(top)) m.mayRaise('ImportError', `import:${top}`);
  if (!importsSitecustomize(m, name) && !isInert(name)) m.unknownEffect(`import ${name}`);
  if (needsApps(name)) m.needApps();
  // Not in a branch that is tried: nothing depends on it there.
  if (Object.hasOwn(READS_AT_IMPORT, name) && !m.journal) m.emit({ kind: 'environment-read', module: name, set: [...m.environment.keys()], ...writtenVariables(m) });
  return { kind: 'external', path: name };
}

/** @throws Raised */
function importFails(m: Machine, module: string, error: string, because: 'outside uwsgi' | 'no master'): never {
  // What catches it may catch it for this.
  if (!m.attempts.some((attempt) => attempt.catches(error))) m.emit({ kind: 'import-failed', module, because });
  throw new Raised(error);
}

/** `import a.b.c [as d]`, one name of it. */
export function importStatement(m: Machine, statement: Stmt & { kind: 'import' }, bind: (name: string, value: Value) => void): void {
  for (const { name, as } of statement.names) {
    const value = importModule(m, name);
    const top = name.split('.')[0]!;
    if (as) bind(as, value);
    else bind(top, name === top ? value : topLevel(m, top, value));
  }
}

/** What `import a.b.c` binds to `a`. @param value what the import gave */
export function topLevel(m: Machine, top: string, value: Value): Value {
  const module = m.modules.get(top);
  if (module) return { kind: 'module', module };
  return value.kind === 'external' ? { kind: 'external', path: top } : { kind: 'symbol', key: `namespace:${top}` };
}

/** `from … import …`. */
export function fromStatement(m: Machine, statement: Stmt & { kind: 'from' }, bind: (name: string, value: Value) => void): void {
  const base = absoluteName(m, statement.level, statement.module);
  if (base === undefined) return void m.unknownEffect('a relative import beyond the top-level package');
  const below = statement.names !== '*' && statement.names.some(({ name }) => isSubmodule(m, base, name));
  const source = importModule(m, base, 'module', below);
  if (statement.names === '*') return importStar(m, source, base, bind);
  for (const { name, as } of statement.names) bind(as ?? name, importedName(m, source, base, name));
}

function isSubmodule(m: Machine, base: string, name: string): boolean {
  if (isNeverInProject(base.split('.')[0]!)) return false;
  const top = base.split('.')[0]!;
  // A known library is not looked for below its name; anything else may be a folder without __init__.py.
  if (isInert(top) && m.project.resolve(top) === 'absent') return false;
  return typeof m.project.resolve(`${base}.${name}`) === 'object';
}

function importedName(m: Machine, source: Value, base: string, name: string): Value {
  if (source.kind === 'external') {
    if (/^@/.test(source.path) && isSubmodule(m, base, name)) return importModule(m, `${base}.${name}`);
    const path = `${source.path}.${name}`;
    if (!importsSitecustomize(m, path) && !isInert(path) && isInert(source.path)) m.unknownEffect(`import ${path}`);
    return path in CONSTANTS ? literal(CONSTANTS[path]!) : { kind: 'external', path: ALIASES[path] ?? path };
  }
  if (source.kind === 'module') {
    const known = source.module.scope.get(name);
    if (known) return known;
    if (!source.module.isPackage) return submodule(m, source.module, name);
  }
  // A namespace package, or a submodule that nobody has imported yet.
  return isSubmodule(m, base, name) ? importModule(m, `${base}.${name}`) : m.fresh();
}

/** The names of `__all__` where it is a plain list, else those without an underscore in front. */
function importStar(m: Machine, source: Value, base: string, bind: (name: string, value: Value) => void): void {
  // Names that are not known: other modules see them through `has('*')`.
  if (source.kind !== 'module') return bind('*', m.fresh());
  const { scope } = source.module;
  const listed = scope.get('__all__');
  const named = listed?.kind === 'sequence' && listed.complete ? listed.items.map(stringOf) : undefined;
  const names = named && !named.includes(undefined) ? named : [...scope.keys()].filter((name) => !name.startsWith('_'));
  for (const name of names) bind(name!, importedName(m, source, base, name!));
}

/** `..x` inside `a.b.c` is `a.x`. @returns undefined above the top */
function absoluteName(m: Machine, level: number, module: string): string | undefined {
  if (level === 0) return module;
  const { name, isPackage } = m.current.module;
  const parts = name === '__main__' || name === '__config__' ? [] : name.split('.');
  const keep = parts.length - level + (isPackage ? 1 : 0);
  if (keep <= 0) return undefined;
  return [...parts.slice(0, keep), ...(module ? [module] : [])].join('.');
}
