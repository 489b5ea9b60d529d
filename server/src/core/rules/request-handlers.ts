// instrument() in what runs for each request: views that a URL pattern names, and middleware. No boot runs them; they are read off the facts.
import { mayHave, startUp, type Boot } from '../boot/boot';
import type { Frame } from '../boot/events';
import { HANDLER_METHODS, MIDDLEWARE_METHODS, URL_MODULE, URL_PATTERNS } from '../knowledge/requests';
import { absoluteModule } from '../project/survey';
import { settingsFiles } from '../project/references';
import { ProjectView } from '../project/view';
import { MODULE_ITEM, type Expr, type ItemKey, type Stmt } from '../python/facts';
import { expressionsOf, namesBound } from '../python/walk';
import { isWithin, relative } from '../text/uri';
import { servingBoots } from './applications';
import { leadsToInstrument, type NamedModule } from './leads-to-instrument';
import { sameStatement } from './occurrences';
import type { Project } from './rule';

export interface Handled {
  /** The statement with `instrument()`. */
  readonly at: Frame;
  readonly boots: readonly Boot[];
}

/** Where no start-up of a Django project instruments it, and nothing that is not read may. */
export function instrumentedByHandlers(project: Project): Handled[] {
  return project.projects.flatMap((own) => {
    const boots = servingBoots(project, own.root);
    const paths = boots.flatMap((boot) => boot.paths);
    const serves = boots.length > 0 && boots.every((boot) => boot.paths.length > 0) && paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'application-built' || event.kind === 'command-ran'));
    if (!serves || paths.some((path) => mayHave(startUp(path), 'instrumented') || path.steps.some(({ event }) => /^(instrumented|instrumentation-lost|application-wrapped)$/.test(event.kind)))) return [];
    const view = new ProjectView(project.files, own, own.settingsModules);
    const handlers = [...viewsOf(view, urlModules(view)), ...middlewareOf(view)].filter(({ of }) => view.files.mentions(of.file, 'mentionsInstrument') || view.instrumenting.reach(of.name) === 'relevant');
    const calls = handlers.flatMap(({ of, item }) => leadsToInstrument(view, of, item) ?? []);
    return calls.filter((call, i) => calls.findIndex((other) => sameStatement(other, call)) === i).map((at) => ({ at, boots }));
  });
}

interface Handler {
  readonly of: NamedModule;
  readonly item: ItemKey;
}

/** Loaded modules that are called like URL configurations and are some, in a project that says `instrument` at all. */
function urlModules({ files, roots }: ProjectView): NamedModule[] {
  const loaded = [...files.snapshot.files.keys()].filter((file) => file.endsWith('.py') && files.text(file) !== undefined);
  if (!loaded.some((file) => files.mentions(file, 'mentionsInstrument'))) return [];
  return loaded.filter((file) => URL_MODULE.test(file)).flatMap((file): NamedModule[] => {
    const root = /\burlpatterns\b/.test(files.text(file) ?? '') && [...roots.importRoots, ...roots.guessedRoots].find((folder) => isWithin(file, folder));
    return root ? [{ file, isPackage: file.endsWith('/__init__.py'), name: relative(file, root).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.') }] : [];
  });
}

/** The second argument of each URL pattern. */
function viewsOf(view: ProjectView, modules: readonly NamedModule[]): Handler[] {
  return modules.flatMap((module) => {
    const { body } = view.files.facts(module.file)!.module;
    const patterns = body.flatMap(expressionsOf).filter((expr) => expr.kind === 'call' && URL_PATTERNS.includes(lastName(expr.callee) ?? ''));
    return patterns.flatMap((pattern) => (pattern.kind === 'call' ? handlersIn(view, module, body, pattern.args[1] ?? pattern.keywords.find(({ name }) => name === 'view')?.value) : []));
  });
}

const lastName = (expr: Expr): string | undefined => (expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : undefined);

/** `index`, `views.index`, `Index.as_view()`, `views.Index.as_view()`. */
function handlersIn(view: ProjectView, module: NamedModule, body: readonly Stmt[], expr: Expr | undefined): Handler[] {
  if (expr?.kind === 'call') {
    if (expr.callee.kind !== 'attribute' || expr.callee.name !== 'as_view') return [];
    return handlersIn(view, module, body, expr.callee.object).flatMap(({ of, item }) => HANDLER_METHODS.map((method) => ({ of, item: `${item}.${method}` })));
  }
  if (expr?.kind === 'name') return imported(view, module, body, expr.id) ?? [{ of: module, item: expr.id }];
  if (expr?.kind !== 'attribute' || expr.object.kind !== 'name') return [];
  return (imported(view, module, body, expr.object.id) ?? []).map(({ of, item }) => ({ of, item: item === MODULE_ITEM ? expr.name : `${item}.${expr.name}` }));
}

/** What an import of the module binds to `name`: a module, or something in it. */
function imported(view: ProjectView, { name: importer, isPackage }: NamedModule, body: readonly Stmt[], name: string): Handler[] | undefined {
  const statement = body.find((one) => (one.kind === 'from' || one.kind === 'import') && namesBound(one).has(name));
  if (statement?.kind === 'import') return moduleAt(view, statement.names.find(({ as }) => as === name)?.name ?? name);
  if (statement?.kind !== 'from' || statement.names === '*') return undefined;
  const base = absoluteModule(statement.level, statement.module, importer, isPackage);
  const original = statement.names.find((one) => (one.as ?? one.name) === name)!.name;
  const inside = moduleAt(view, `${base}.${original}`);
  return inside.length > 0 ? inside : moduleAt(view, base).map(({ of }) => ({ of, item: original }));
}

function moduleAt(view: ProjectView, name: string): Handler[] {
  const found = view.resolve(name);
  return typeof found === 'object' ? [{ of: { ...found, name }, item: MODULE_ITEM }] : [];
}

/** What the classes and functions in MIDDLEWARE do for each request. */
function middlewareOf(view: ProjectView): Handler[] {
  const files = [...new Set(view.settingsModules.flatMap((module) => settingsFiles(view, module)))];
  const statements = files.flatMap((file) => view.files.facts(file)!.module.body.filter((statement) => namesBound(statement).has('MIDDLEWARE')));
  const paths = statements.flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'literal' && typeof expr.value === 'string' && /^\w+(\.\w+)+$/.test(expr.value) ? [expr.value] : []));
  return paths.flatMap((path) => {
    const [module, name] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)];
    return moduleAt(view, module).flatMap(({ of }) => {
      const inner = view.files.facts(of.file)?.item(name)?.body.flatMap((statement) => (statement.kind === 'define' ? [statement.item] : [])) ?? [];
      return inner.filter((item) => isCalledLater(view, of, name, item)).map((item): Handler => ({ of, item }));
    });
  });
}

/** Of a class the methods for requests, of a function what it gives back. */
function isCalledLater(view: ProjectView, { file }: NamedModule, name: string, item: ItemKey): boolean {
  const isClass = view.files.facts(file)!.module.body.some((statement) => statement.kind === 'class' && statement.item === name);
  return !isClass || MIDDLEWARE_METHODS.includes(item.slice(name.length + 1));
}
