// Does calling a function of the project come to `DjangoInstrumentor().instrument()`, or to any set-up of tracing? Read off the facts, for code that no boot runs.
import type { Frame } from '../boot/events';
import { MODULE_ITEM, type Expr, type ItemKey, type ModuleFacts, type Stmt } from '../python/facts';
import { SETS_UP } from '../knowledge/tracing-words';
import { expressionsOf, statementsOf } from '../python/walk';
import { absoluteModule } from '../project/survey';
import type { ProjectView } from '../project/view';
import type { Uri } from '../text/span';

/** A module of the project under its dotted name. */
export interface NamedModule {
  readonly file: Uri;
  readonly name: string;
  readonly isPackage: boolean;
}

/** What a name stands for: a module, or something in it. */
interface Import {
  readonly module: string;
  readonly name?: string;
}

interface Body {
  readonly of: NamedModule;
  readonly item: ItemKey;
}

const MAX_BODIES = 200;

/**
 * Whatever it depends on: code that is never reached never instruments.
 * @param item the function, such as `ShopConfig.ready`
 * @returns the statement of the call
 */
export function leadsToInstrument(view: ProjectView, of: NamedModule, item: ItemKey): Frame | undefined {
  return leadsTo(view, of, item, instrumenting);
}

/** Does a function set a provider, a processor or an instrumentation, as far as calls and imports can be followed? */
export function leadsToSetUp(view: ProjectView, of: NamedModule, item: ItemKey): boolean {
  return leadsTo(view, of, item, (statements) => statements.find((statement) => expressionsOf(statement).some((expr) => expr.kind === 'call' && SETS_UP.test(nameOf(expr.callee) ?? '')))) !== undefined;
}

function leadsTo(view: ProjectView, of: NamedModule, item: ItemKey, search: (statements: readonly Stmt[]) => Stmt | undefined): Frame | undefined {
  const queue: Body[] = [{ of, item }];
  const seen = new Set<string>();
  for (let body = queue.pop(); body && seen.size < MAX_BODIES; body = queue.pop()) {
    const key = `${body.of.file} ${body.item}`;
    const facts = seen.has(key) ? undefined : view.files.facts(body.of.file);
    seen.add(key);
    const found = facts?.item(body.item);
    if (!facts || !found) continue;
    const statements = statementsOf(found.body);
    const call = search(statements);
    if (call) return { file: body.of.file, item: body.item, statement: call.at, entered: 'call' };
    queue.push(...called(view, body, facts, statements));
  }
  return undefined;
}

const nameOf = (expr: Expr): string | undefined => (expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : undefined);

/** `DjangoInstrumentor()` and a call of `instrument()`, in one statement or two. */
function instrumenting(statements: readonly Stmt[]): Stmt | undefined {
  const calls = (name: string) => (statement: Stmt) => expressionsOf(statement).some((expr) => expr.kind === 'call' && nameOf(expr.callee) === name);
  return statements.some(calls('DjangoInstrumentor')) ? statements.find(calls('instrument')) : undefined;
}

/** The bodies that some statements run: functions that they call, modules that they import. */
function called(view: ProjectView, { of, item }: Body, facts: ModuleFacts, statements: readonly Stmt[]): Body[] {
  const own = importsIn(statements, of);
  const imports = new Map([...importsIn(facts.item(MODULE_ITEM)!.body, of), ...own]);
  const functions = statements.flatMap(expressionsOf).flatMap((expr): Body[] => {
    if (expr.kind !== 'call') return [];
    const { callee } = expr;
    if (callee.kind === 'name') return imports.has(callee.id) ? targets(view, imports.get(callee.id)!) : [{ of, item: callee.id }];
    if (callee.kind !== 'attribute' || callee.object.kind !== 'name') return [];
    if (callee.object.id === 'self') return [{ of, item: `${item.split('.').slice(0, -1).join('.')}.${callee.name}` }];
    const owner = imports.get(callee.object.id);
    return owner ? targets(view, { module: owner.name === undefined ? owner.module : `${owner.module}.${owner.name}`, name: callee.name }) : [];
  });
  return [...functions, ...[...own.values()].flatMap((found) => modules(view, found))];
}

function importsIn(statements: readonly Stmt[], { name: importer, isPackage }: NamedModule): Map<string, Import> {
  return new Map(statements.flatMap((statement): [string, Import][] => {
    if (statement.kind === 'import') return statement.names.map(({ name, as }) => [as ?? name, { module: name }]);
    if (statement.kind !== 'from' || statement.names === '*') return [];
    const module = absoluteModule(statement.level, statement.module, importer, isPackage);
    return statement.names.map(({ name, as }) => [as ?? name, { module, name }]);
  }));
}

function moduleAt(view: ProjectView, name: string): NamedModule[] {
  const found = name === '' ? 'absent' : view.resolve(name);
  return typeof found === 'object' ? [{ ...found, name }] : [];
}

const targets = (view: ProjectView, { module, name }: Import): Body[] => moduleAt(view, module).map((of) => ({ of, item: name ?? MODULE_ITEM }));

/** Importing a module runs it; `from shop import tracing` may import `shop.tracing`. */
const modules = (view: ProjectView, { module, name }: Import): Body[] => [module, ...(name === undefined ? [] : [`${module}.${name}`])].flatMap((one) => moduleAt(view, one)).map((of) => ({ of, item: MODULE_ITEM }));
