// Could a provider be set, or Django be instrumented, where no replay looks: in a function that something else calls, or in a module that is imported later?
import type { Boot } from '../boot/boot';
import { MODULE_ITEM, type Expr, type Item, type ItemKey, type ModuleFacts, type Stmt } from '../python/facts';
import { perBody, perFacts } from '../python/per-facts';
import { expressionsOf, partsOf, statementsOf } from '../python/walk';
import { PROVIDER_SETTERS } from '../knowledge/provider';
import { isQuietCommand } from '../project/commands';
import type { Files } from '../project/view';
import type { Uri } from '../text/span';

/** The names that statements say, nested blocks included. */
interface Words {
  readonly called: ReadonlySet<string>;
  /** Functions that are decorated, and names that are used other than by calling them. */
  readonly handedOver: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const wordsOf = perBody((body): readonly Words[] => {
  const statements = statementsOf(body);
  const expressions = statements.flatMap(expressionsOf);
  const imported = statements.flatMap((statement) => (statement.kind === 'from' && statement.names !== '*' ? statement.names.map(({ name }) => name) : []));
  const parts = expressions.flatMap((expr) => partsOf(expr).filter((part) => !(expr.kind === 'call' && part === expr.callee)));
  return [{
    called: new Set(expressions.flatMap((expr) => calledName(expr) ?? [])),
    handedOver: new Set([...statements.flatMap((statement) => (statement.kind === 'define' && statement.decorators.length > 0 ? [statement.name] : [])), ...[...parts, ...statements.flatMap(rootsOf)].flatMap(lastName)]),
    all: new Set([...imported, ...expressions.flatMap(lastName)]),
  }];
});

const lastName = (expr: Expr): string[] => (expr.kind === 'name' ? [expr.id] : expr.kind === 'attribute' ? [expr.name] : []);

const anyOf = (words: ReadonlySet<string>, names: ReadonlySet<string>): boolean => [...names].some((name) => words.has(name));

const calledName = (expr: Expr): string | undefined => (expr.kind !== 'call' ? undefined : expr.callee.kind === 'attribute' ? expr.callee.name : expr.callee.kind === 'name' ? expr.callee.id : undefined);

/** Python files that are loaded, with their facts; not the commands of which only the text was looked at. @param saying only those whose text matches: the others need no parsing */
export function loadedFacts(files: Files, saying?: RegExp): { file: Uri; facts: ModuleFacts }[] {
  return [...files.snapshot.files].flatMap(([file, state]) => {
    const facts = state.kind === 'loaded' && file.endsWith('.py') && !isQuietCommand(files, file) && (!saying || files.fits(file, saying)) ? files.facts(file) : undefined;
    return facts ? [{ file, facts }] : [];
  });
}

/** Does any loaded file of the project say such a name? @param names whole words, of a text or by themselves @param except places that do not count */
export function mentions(files: Files, names: RegExp, except?: (place: { readonly file: Uri; readonly item: ItemKey; readonly name: string }) => boolean): boolean {
  return loadedFacts(files).some(({ file, facts }) => facts.items(names).some((item) => wordsOf(item).some(({ all }) => [...all].some((name) => names.test(name) && !except?.({ file, item: item.key, name })))));
}

/** A function at the top of a module that sets a provider. */
export interface Installer {
  readonly file: Uri;
  readonly name: string;
  readonly item: ItemKey;
}

/** Functions that set a provider themselves. Those inside classes and other functions have dots in their item. */
export function installers(files: Files): Installer[] {
  return loadedFacts(files, SETTER_WORDS).flatMap(({ file, facts }) => installersOf(facts).map((item) => ({ file, item, name: nameOf(item) })));
}

/** What a text has to fit to say one of the names. */
const wordsLike = (names: Iterable<string>): RegExp => new RegExp([...names].join('|'));

const SETTER_WORDS = wordsLike(PROVIDER_SETTERS);

const installersOf = perFacts((facts): ItemKey[] => facts.items(SETTER_WORDS).filter((item) => item.key !== MODULE_ITEM && setsProvider(item)).map(({ key }) => key));

const setsProvider = (item: Item): boolean => wordsOf(item).some(({ called }) => anyOf(called, PROVIDER_SETTERS));

const setsProviderInBody = perFacts((facts) => setsProvider(facts.module));

const nameOf = (key: ItemKey): string => key.split('.').at(-1)!.replace(/#\d+$/, '');

/**
 * True where a function that sets a provider is handed to something (a signal, a decorator, a URL), is a method, or a module
 * that no boot runs sets one: nobody knows then when it runs. One that is only defined, or only called by such, never runs.
 */
export function mayInstallUnseen(files: Files, boots: readonly Boot[]): boolean {
  const own = installers(files);
  if (own.some(({ item }) => item.includes('.'))) return true;
  if (own.length === 0) return loadedFacts(files, SETTER_WORDS).some(({ file, facts }) => setsUnrun(file, facts, boots));
  const names = callersOf(files, new Set(own.map(({ name }) => name)));
  return loadedFacts(files).some(({ file, facts }) => setsUnrun(file, facts, boots) || facts.items(wordsLike(names)).some((item) => wordsOf(item).some(({ called, handedOver }) => anyOf(handedOver, names) || (item.key.includes('.') && anyOf(called, names)))));
}

const INSTRUMENTOR = /DjangoInstrumentor/;
const INSTRUMENTS: ReadonlySet<string> = new Set(['instrument']);

const instrumentersOf = perFacts((facts): ItemKey[] => facts.items(INSTRUMENTOR).filter((item) => wordsOf(item).some(({ called }) => called.has('DjangoInstrumentor') && anyOf(called, INSTRUMENTS))).map(({ key }) => key));

/** Functions at the top of loaded modules that instrument Django and that nothing calls, or only what nothing calls. None where one may be called from where no replay looks. */
export function unusedInstrumenters(files: Files): Installer[] {
  const own = loadedFacts(files, INSTRUMENTOR).flatMap(({ file, facts }) => instrumentersOf(facts).map((item) => ({ file, item, name: nameOf(item) })));
  if (own.length === 0 || own.some(({ item }) => item === MODULE_ITEM || item.includes('.'))) return [];
  const names = callersOf(files, new Set(own.map(({ name }) => name)));
  const isUsed = (item: Item): boolean => wordsOf(item).some(({ called, handedOver }) => anyOf(handedOver, names) || (!names.has(nameOf(item.key)) && anyOf(called, names)) || (item.key.includes('.') && anyOf(called, names)));
  return loadedFacts(files).some(({ facts }) => facts.items(wordsLike(names)).some(isUsed)) ? [] : own;
}

/** The names of functions and of all that call them, directly or not. */
function callersOf(files: Files, names: Set<string>): Set<string> {
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    const all = loadedFacts(files).flatMap(({ facts }) => facts.items(wordsLike(names))).filter(({ key }) => key !== MODULE_ITEM);
    const calls = all.map((item) => ({ name: nameOf(item.key), called: wordsOf(item) }));
    for (const { name, called } of calls) if (!names.has(name) && called.some((words) => anyOf(words.called, names))) names.add(name);
  }
  return names;
}

/** `handler = setup` and `return setup`. */
function rootsOf(statement: Stmt): Expr[] {
  return (statement.kind === 'assign' || statement.kind === 'return') && statement.value ? [statement.value] : [];
}

/** Does a module set a provider in its body that no boot has run? */
function setsUnrun(file: Uri, facts: ModuleFacts, boots: readonly Boot[]): boolean {
  return setsProviderInBody(facts) && !boots.some(({ paths }) => paths.some(({ steps }) => steps.some(({ event, chain }) => /^provider-(installed|refused)$/.test(event.kind) && chain.at(-1)?.file === file)));
}
