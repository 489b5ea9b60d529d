// Asks for the modules that entrypoints import, level by level, before anything is replayed: replaying once for each
// missing module would take hundreds of replays on a large project.
import { isNeverInProject } from '../knowledge/packages';
import { MODULE_ITEM, type Expr, type ModuleFacts, type Stmt } from '../python/facts';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import type { DjangoProject } from './django-projects';
import { ProjectView, type Files } from './view';

interface Module {
  readonly name: string;
  readonly file: Uri;
}

/**
 * Follows module-level imports from every entrypoint, settings module and module that a replay asked for.
 * @returns false while files are missing
 */
export function importsAreLoaded(files: Files, projects: readonly DjangoProject[]): boolean {
  for (const project of projects) follow(files, project);
  return files.wanted.size === 0;
}

function follow(files: Files, project: DjangoProject): void {
  const view = new ProjectView(files, project, []);
  const queue = loadedModules(files, project);
  const seen = new Set(queue.map(({ file }) => file));
  const visit = (name: string): void => {
    const found = view.resolve(name);
    if (typeof found !== 'object' || seen.has(found.file)) return;
    seen.add(found.file);
    queue.push({ file: found.file, name: found.isPackage ? `${name}.` : name });
  };
  for (const name of project.settingsModules) for (const part of prefixes(name)) visit(part);
  for (let module = queue.pop(); module; module = queue.pop()) {
    const facts = files.facts(module.file);
    if (facts) for (const name of importedNames(facts, module.name)) visit(name);
  }
}

/** The project's Python files that the host has loaded, with their dotted names; that of a package ends with a dot. */
function loadedModules(files: Files, project: DjangoProject): Module[] {
  return [...files.snapshot.files].flatMap(([file, { kind }]) => {
    const root = kind === 'loaded' && file.endsWith('.py') && [...project.importRoots, ...project.guessedRoots].find((candidate) => isWithin(file, candidate));
    return root ? [{ file, name: relative(file, root).replace(/(__init__)?\.py$/, '').replaceAll('/', '.') }] : [];
  });
}

/** What was found in facts before: they are looked at again after every edit. */
const known = new WeakMap<ModuleFacts, { name: string; imported: readonly string[] }>();

/** Every module that module-level code of these facts may import. @param name of the module; that of a package ends with a dot */
function importedNames(facts: ModuleFacts, name: string): readonly string[] {
  const before = known.get(facts);
  if (before?.name === name) return before.imported;
  const all = statementsOf(facts.items[MODULE_ITEM]!.body).flatMap((statement) => [...named(statement, name), ...namedBySettings(statement), ...included(statement)]);
  const imported = [...new Set(all)].filter((module) => !isNeverInProject(module.split('.')[0]!));
  known.set(facts, { name, imported });
  return imported;
}

function named(statement: Stmt, importer: string): string[] {
  if (statement.kind === 'import') return statement.names.flatMap(({ name }) => prefixes(name));
  if (statement.kind !== 'from') return [];
  const base = absoluteModule(statement.level, statement.module, importer);
  if (base === '') return [];
  return [...prefixes(base), ...(statement.names === '*' ? [] : statement.names.map(({ name }) => `${base}.${name}`))];
}

/** What `from ..module import` names. @param importer the module that imports; that of a package ends with a dot. @returns empty above the top */
export function absoluteModule(level: number, module: string, importer: string): string {
  const parents = importer.split('.').slice(0, -level || undefined);
  return level === 0 ? module : [...parents, ...(module ? [module] : [])].join('.');
}

/** Settings whose values are modules or things in modules that Django imports. */
const NAMING_SETTINGS: Readonly<Record<string, 'module' | 'attribute'>> = { ROOT_URLCONF: 'module', MIDDLEWARE: 'attribute', WSGI_APPLICATION: 'attribute', ASGI_APPLICATION: 'attribute' };

function namedBySettings(statement: Stmt): string[] {
  const target = statement.kind === 'assign' ? statement.targets[0] : statement.kind === 'augment' ? statement.target : undefined;
  const names = target?.kind === 'name' ? NAMING_SETTINGS[target.id] : undefined;
  if (!names) return [];
  return texts(expressionsOf(statement)).flatMap((text) => prefixes(names === 'module' ? text : text.split('.').slice(0, -1).join('.')));
}

/** `include("shop.urls")` in a URL configuration. */
function included(statement: Stmt): string[] {
  return expressionsOf(statement).flatMap((expr) => (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.id === 'include' ? texts(expr.args.slice(0, 1)).flatMap(prefixes) : []));
}

/** Literals that can be dotted names. */
function texts(expressions: readonly Expr[]): string[] {
  return expressions.flatMap((expr) => (expr.kind === 'literal' && typeof expr.value === 'string' && /^[A-Za-z_]\w*(\.\w+)+$/.test(expr.value) ? [expr.value] : []));
}

/** `a.b.c` runs `a`, `a.b` and `a.b.c`. */
function prefixes(name: string): string[] {
  const parts = name.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}
