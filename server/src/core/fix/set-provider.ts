// Puts `trace.set_tracer_provider(TracerProvider())` before a statement that adds a processor to the current provider.
import type { Frame } from '../boot/events';
import { rangeOf, type Expr, type Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { MODULE_ITEM } from '../python/facts';
import { importLine } from './import-line';
import { locate, outermost, statementOf } from './locate';
import { Source } from './source';

/** @returns undefined where `get_tracer_provider` is not reached through a module, or the statement shares its line */
export function setProviderBefore(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const getter = place && getterIn(statementOf(place));
  const source = new Source(files.text(at.file)!);
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const lines = source.lines(start, end);
  const imports = place && importLine(files, at.file, 'opentelemetry.sdk.trace', 'TracerProvider', at.item === MODULE_ITEM ? outermost(place) : undefined);
  if (!getter || !lines || !imports) return undefined;
  const first = source.withComments(lines, source.indentAt(start)).start;
  return [...imports, { file: at.file, start: first, end: first, text: `${source.indentAt(start)}${getter}.set_tracer_provider(TracerProvider())${source.newline}` }];
}

/** The name in front of `.get_tracer_provider()` in a statement. */
export function getterIn(statement: Stmt): string | undefined {
  return expressionsOf(statement).map(getterOf).find((found) => found !== undefined);
}

function getterOf(expr: Expr): string | undefined {
  if (expr.kind !== 'call' || expr.callee.kind !== 'attribute' || expr.callee.name !== 'get_tracer_provider') return undefined;
  return expr.callee.object.kind === 'name' ? expr.callee.object.id : undefined;
}
