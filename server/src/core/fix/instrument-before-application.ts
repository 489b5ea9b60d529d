// Puts `DjangoInstrumentor().instrument()` before the application of a WSGI or ASGI module, and takes it out of a hook.
import type { Frame } from '../boot/events';
import { MODULE_ITEM, rangeOf, type Expr, type Stmt } from '../python/facts';
import { expressionsOf, namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { guardPostfork, registrationsOf, unusedPostforkImport } from './guard-postfork';
import { importLine } from './import-line';
import { locate, outermost, statementOf } from './locate';
import { removals } from './move';
import { Source, type Lines } from './source';

const MODULE = 'opentelemetry.instrumentation.django';
const CLASS = 'DjangoInstrumentor';

/**
 * @param application the statement of the application module that builds the application
 * @param hook the statement of the hook that instruments
 * @param call `instrument()` itself; where that is another statement it stays, and has no effect any more
 * @returns undefined where the call has arguments that would be lost
 */
export function instrumentBeforeApplication(files: Files, application: Frame, hook: Frame, call: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, application);
  const called = locate(files, call);
  if (!place || !called || !hasNoArguments(statementOf(called))) return undefined;
  const added = addCall(files, application.file, outermost(place));
  const removed = call === hook ? removeCall(files, hook) : [];
  return added && removed && [...added, ...removed];
}

/** The call alone, before the application. @param application the statement of the application module that builds it */
export function addInstrument(files: Files, application: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, application);
  return place && addCall(files, application.file, outermost(place));
}

function addCall(files: Files, file: Uri, target: Stmt): ReplaceEdit[] | undefined {
  const source = new Source(files.text(file)!);
  const range = rangeOf(files.spans(file)!, MODULE_ITEM, target.at);
  const lines = source.lines(range.start, range.end);
  if (!lines) return undefined;
  const start = source.withComments(lines, '').start;
  const call: ReplaceEdit = { file, start, end: start, text: `${CLASS}().instrument()${source.newline}` };
  const imported = importLine(files, file, MODULE, CLASS, target);
  return imported && [...imported, call];
}

function removeCall(files: Files, hook: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, hook);
  const body = files.facts(hook.file)!.item(hook.item)!.body;
  const statement = place && statementOf(place);
  if (!statement || !place || place.outer || !isPlainCall(statement)) return undefined;
  const source = new Source(files.text(hook.file)!);
  const rest = body.filter((other) => other !== statement);
  const unused = rest.filter((other) => other.kind === 'from' && namesBound(other).has(CLASS) && namesBound(other).size === 1 && !rest.some((reader) => namesRead(reader).has(CLASS)));
  if (rest.every((other) => unused.includes(other) || other.kind === 'nothing')) {
    return removeEmptied(files, source, hook);
  }
  const ranges = [...unused, statement].map((removed) => rangeOf(files.spans(hook.file)!, hook.item, removed.at)).map(({ start, end }) => source.lines(start, end));
  return ranges.includes(undefined) ? undefined : [...removals(hook.file, source, ranges as Lines[]), ...guardPostfork(files, hook.file, hook.item)];
}

/** The function, which has nothing left to do, with what registers it. @returns undefined where something else uses it */
function removeEmptied(files: Files, source: Source, { file, item }: Frame): ReplaceEdit[] | undefined {
  const definition = files.facts(file)!.module.body.find((statement) => statement.kind === 'define' && statement.item === item);
  const registrations = definition?.kind === 'define' ? registrationsOf(files, file, definition.name) : undefined;
  if (!definition || !registrations) return undefined;
  const ranges = [definition, ...registrations].map(({ at }) => rangeOf(files.spans(file)!, MODULE_ITEM, at)).map(({ start, end }) => source.lines(start, end));
  const imported = unusedPostforkImport(files, file, item);
  return ranges.includes(undefined) ? undefined : removals(file, source, [...(ranges as Lines[]), ...(imported ? [imported] : [])]);
}

/** `DjangoInstrumentor().instrument()` as a statement of its own. */
function isPlainCall(statement: Stmt): boolean {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
  const { callee } = statement.value;
  return callee.kind === 'attribute' && callee.name === 'instrument' && callee.object.kind === 'call';
}

/** Every `instrument(…)` of the statement is without arguments, or has the global provider as its argument, which is the default. */
function hasNoArguments(statement: Stmt): boolean {
  return expressionsOf(statement).every((expr) => {
    if (expr.kind !== 'call' || expr.callee.kind !== 'attribute' || expr.callee.name !== 'instrument') return true;
    return expr.args.length === 0 && expr.keywords.every(({ name, value }) => name === 'tracer_provider' && isGlobalProvider(value));
  });
}

function isGlobalProvider(value: Expr): boolean {
  if (value.kind !== 'call' || value.args.length > 0) return false;
  const { callee } = value;
  return (callee.kind === 'attribute' && callee.name === 'get_tracer_provider') || (callee.kind === 'name' && callee.id === 'get_tracer_provider');
}
