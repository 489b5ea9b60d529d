// `@postfork` exists only inside uWSGI: registers the function where it does, and calls it where another server runs the module.
import { SETTINGS_VARIABLE } from '../boot/environment';
import { MODULE_ITEM, rangeOf, type ItemKey, type Stmt } from '../python/facts';
import { expressionsOf, namesRead, statementsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { removals } from './move';
import { Source, type Lines } from './source';

const MODULE = 'uwsgidecorators';
const DECORATOR = 'postfork';

/**
 * Turns `@postfork` above a function into `try: from uwsgidecorators import postfork`, which falls back to calling the function:
 * below the statement that names the settings module, which other servers may not have named before.
 * @returns none where the function is registered in another way, or its decorator is used elsewhere
 */
export function guardPostfork(files: Files, file: Uri, item: ItemKey): ReplaceEdit[] {
  const body = files.facts(file)!.module.body;
  const definition = body.find((statement) => statement.kind === 'define' && statement.item === item);
  const imported = onlyImport(body, definition);
  if (definition?.kind !== 'define' || !imported || definition.decorators.length !== 1 || files.facts(file)!.item(item)!.parameters.length > 0) return [];
  const source = new Source(files.text(file)!);
  const whole = placeOf(files, file, definition);
  const decorator = /^@\s*postfork[ \t]*(#[^\r\n]*)?(\r\n|\r|\n)/.exec(source.text.slice(whole.start))?.[0];
  const naming = namedBehind(body, definition);
  const [importLines, end] = [linesOf(files, file, source, imported), linesOf(files, file, source, naming ?? definition)];
  if (!decorator || !importLines || !end) return [];
  const text = source.newline.repeat(naming ? 1 : 2) + guardedRegistration(source, definition.name);
  return [...removals(file, source, [importLines]), { file, start: whole.start, end: whole.start + decorator.length, text: '' }, insertedAt(file, source, end.end, text)];
}

/**
 * The same for a statement `postfork(function)`, wherever that function comes from: uWSGI calls it without arguments as well.
 * @returns none where there is no such statement, or something else uses `postfork`
 */
export function guardRegistration(files: Files, file: Uri): ReplaceEdit[] {
  const { body } = files.facts(file)!.module;
  const registering = body.find((statement) => registeredBy(files, file, statement) !== undefined);
  const imported = registering && onlyImportBeside(body, registering);
  if (!registering || !imported) return [];
  const source = new Source(files.text(file)!);
  const naming = namedBehind(body, registering);
  const [importLines, own, end] = [linesOf(files, file, source, imported), linesOf(files, file, source, registering), naming && linesOf(files, file, source, naming)];
  if (!importLines || !own || (naming && !end)) return [];
  const comment = /^[ \t]*(#[^\r\n]*)/.exec(source.text.slice(placeOf(files, file, registering).end, own.end))?.[1];
  const text = (comment === undefined ? '' : comment + source.newline) + guardedRegistration(source, registeredBy(files, file, registering)!);
  return end ? [...removals(file, source, [importLines, own]), insertedAt(file, source, end.end, text)] : [...removals(file, source, [importLines]), { file, start: own.start, end: own.end, text }];
}

/** `set_up` of a statement `postfork(set_up)`, or `tracing.set_up`. */
function registeredBy(files: Files, file: Uri, statement: Stmt): string | undefined {
  const { start, end } = placeOf(files, file, statement);
  return /^postfork\(\s*([A-Za-z_][\w.]*)\s*,?\s*\)$/.exec(files.text(file)!.slice(start, end))?.[1];
}

/** The last statement behind another one that names the settings module. */
const namedBehind = (body: readonly Stmt[], statement: Stmt): Stmt | undefined => body.slice(body.indexOf(statement) + 1).findLast(namesSettings);

const placeOf = (files: Files, file: Uri, { at }: Stmt): ReturnType<typeof rangeOf> => rangeOf(files.spans(file)!, MODULE_ITEM, at);

function linesOf(files: Files, file: Uri, source: Source, statement: Stmt): Lines | undefined {
  const { start, end } = placeOf(files, file, statement);
  return source.lines(start, end);
}

/** Behind a line that may be the last one, without its end. */
function insertedAt(file: Uri, source: Source, at: number, text: string): ReplaceEdit {
  return { file, start: at, end: at, text: (/[\r\n]$/.test(source.text.slice(0, at)) ? '' : source.newline) + text };
}

/** `os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)`, or an assignment to it. */
function namesSettings(statement: Stmt): boolean {
  return statement.kind !== 'define' && expressionsOf(statement).some((expr) => expr.kind === 'literal' && expr.value === SETTINGS_VARIABLE);
}

/** The lines that register `name` under uWSGI, and call it under any other server. */
export function guardedRegistration(source: Source, name: string): string {
  return ['try:', `${source.unit}from ${MODULE} import ${DECORATOR}`, 'except ImportError:  # not under uWSGI', `${source.unit}${name}()`, 'else:', `${source.unit}${DECORATOR}(${name})`, ''].join(source.newline);
}

/** The lines of `from uwsgidecorators import postfork` where nothing but a function that goes uses it. */
export function unusedPostforkImport(files: Files, file: Uri, item: ItemKey): Lines | undefined {
  const body = files.facts(file)!.module.body;
  const imported = onlyImport(body, body.find((statement) => statement.kind === 'define' && statement.item === item));
  const range = imported && rangeOf(files.spans(file)!, MODULE_ITEM, imported.at);
  return range && new Source(files.text(file)!).lines(range.start, range.end);
}

function onlyImport(body: readonly Stmt[], definition: Stmt | undefined): Stmt | undefined {
  const isDecorated = definition?.kind === 'define' && definition.decorators.some((decorator) => decorator.kind === 'name' && decorator.id === DECORATOR);
  return isDecorated ? onlyImportBeside(body, definition) : undefined;
}

/** The import of `postfork`, where nothing but `user` uses it. */
function onlyImportBeside(body: readonly Stmt[], user: Stmt): Stmt | undefined {
  const imported = body.find((statement) => statement.kind === 'from' && statement.level === 0 && statement.module === MODULE && statement.names !== '*' && statement.names.length === 1 && statement.names[0]!.name === DECORATOR && !statement.names[0]!.as);
  return body.some((other) => other !== user && namesRead(other).has(DECORATOR)) ? undefined : imported;
}

/**
 * The statements that only register `name` with `postfork`, or call it where there is none; what uses it otherwise has to keep it.
 * @returns undefined where something else in the module uses it
 */
export function registrationsOf(files: Files, file: Uri, name: string): Stmt[] | undefined {
  const facts = files.facts(file)!;
  const users = facts.module.body.filter((statement) => namesRead(statement).has(name));
  const inBodies = facts.items().some(({ key, body }) => key !== MODULE_ITEM && body.some((statement) => namesRead(statement).has(name)));
  return inBodies || !users.every((user) => statementsOf([user]).every((statement) => isRegistration(statement, name))) ? undefined : users;
}

function isRegistration(statement: Stmt, name: string): boolean {
  if (statement.kind === 'try' || statement.kind === 'nothing') return true;
  if (statement.kind === 'from') return statement.module === MODULE;
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
  return expressionsOf(statement).every((expr) => expr === statement.value || (expr.kind === 'name' && [name, DECORATOR].includes(expr.id)));
}
