// Could a provider be set where no replay looks: in a function that something else calls, or in a module that is imported later?
import type { Boot } from '../boot/boot';
import { MODULE_ITEM, type Expr, type ItemKey, type ModuleFacts, type Stmt } from '../python/facts';
import { expressionsOf, partsOf, statementsOf } from '../python/walk';
import { PROVIDER_SETTERS } from '../knowledge/provider';
import type { Files } from '../project/view';
import type { Uri } from '../text/span';

/** Everything that a body's statements say, nested blocks included. */
const expressionsIn = (body: readonly Stmt[]): Expr[] => statementsOf(body).flatMap(expressionsOf);

const calledName = (expr: Expr): string | undefined => (expr.kind !== 'call' ? undefined : expr.callee.kind === 'attribute' ? expr.callee.name : expr.callee.kind === 'name' ? expr.callee.id : undefined);

/** Python files that are loaded, with their facts. */
export function loadedFacts(files: Files): { file: Uri; facts: ModuleFacts }[] {
  return [...files.snapshot.files].flatMap(([file, { kind }]) => {
    const facts = kind === 'loaded' && file.endsWith('.py') ? files.facts(file) : undefined;
    return facts ? [{ file, facts }] : [];
  });
}

/** Does any loaded file of the project say a name like that? */
export function mentions(files: Files, isMeant: (name: string) => boolean): boolean {
  return loadedFacts(files).some(({ facts }) => Object.values(facts.items).some(({ body }) => statementsOf(body).some((statement) => imports(statement, isMeant) || expressionsOf(statement).some((expr) => (expr.kind === 'attribute' && isMeant(expr.name)) || (expr.kind === 'name' && isMeant(expr.id))))));
}

const imports = (statement: Stmt, isMeant: (name: string) => boolean): boolean => statement.kind === 'from' && statement.names !== '*' && statement.names.some(({ name }) => isMeant(name));

/** A function at the top of a module that sets a provider. */
export interface Installer {
  readonly file: Uri;
  readonly name: string;
  readonly item: ItemKey;
}

/** Functions that set a provider themselves. Those inside classes and other functions have dots in their item. */
export function installers(files: Files): Installer[] {
  return loadedFacts(files).flatMap(({ file, facts }) => Object.values(facts.items).filter(({ key, body }) => key !== MODULE_ITEM && expressionsIn(body).some((expr) => PROVIDER_SETTERS.has(calledName(expr) ?? ''))).map(({ key }) => ({ file, item: key, name: nameOf(key) })));
}

const nameOf = (key: ItemKey): string => key.split('.').at(-1)!.replace(/#\d+$/, '');

/**
 * True where a function that sets a provider is handed to something (a signal, a decorator, a URL), is a method, or a module
 * that no boot runs sets one: nobody knows then when it runs. One that is only defined, or only called by such, never runs.
 */
export function mayInstallUnseen(files: Files, boots: readonly Boot[]): boolean {
  const own = installers(files);
  if (own.some(({ item }) => item.includes('.'))) return true;
  const names = callersOf(files, new Set(own.map(({ name }) => name)));
  return loadedFacts(files).some(({ file, facts }) => setsUnrun(file, facts, boots) || Object.values(facts.items).some(({ key, body }) => statementsOf(body).some((statement) => handsOver(statement, names) || (key.includes('.') && expressionsOf(statement).some((expr) => names.has(calledName(expr) ?? ''))))));
}

/** The names of functions and of all that call them, directly or not. */
function callersOf(files: Files, names: Set<string>): Set<string> {
  const all = loadedFacts(files).flatMap(({ facts }) => Object.values(facts.items)).filter(({ key }) => key !== MODULE_ITEM);
  const calls = all.map(({ key, body }) => ({ name: nameOf(key), called: new Set(expressionsIn(body).map(calledName)) }));
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const { name, called } of calls) if ([...names].some((known) => called.has(known))) names.add(name);
  }
  return names;
}

/** Is one of these functions decorated, or used other than by calling it? */
function handsOver(statement: Stmt, names: ReadonlySet<string>): boolean {
  if (statement.kind === 'define' && statement.decorators.length > 0 && names.has(statement.name)) return true;
  return expressionsOf(statement).some((expr) => partsOf(expr).some((part) => !(expr.kind === 'call' && part === expr.callee) && isNamed(part, names))) || rootsOf(statement).some((expr) => isNamed(expr, names));
}

const isNamed = (expr: Expr, names: ReadonlySet<string>): boolean => (expr.kind === 'name' && names.has(expr.id)) || (expr.kind === 'attribute' && names.has(expr.name));

/** `handler = setup` and `return setup`. */
function rootsOf(statement: Stmt): Expr[] {
  return (statement.kind === 'assign' || statement.kind === 'return') && statement.value ? [statement.value] : [];
}

/** Does a module set a provider in its body that no boot has run? */
function setsUnrun(file: Uri, facts: ModuleFacts, boots: readonly Boot[]): boolean {
  const sets = expressionsIn(facts.items[MODULE_ITEM]!.body).some((expr) => PROVIDER_SETTERS.has(calledName(expr) ?? ''));
  return sets && !boots.some(({ paths }) => paths.some(({ steps }) => steps.some(({ event, chain }) => /^provider-(installed|refused)$/.test(event.kind) && chain.at(-1)?.file === file)));
}
