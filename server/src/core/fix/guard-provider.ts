// Puts `if isinstance(trace.get_tracer_provider(), TracerProvider):` around a statement that uses the current provider.
import type { Frame } from '../boot/events';
import { rangeOf } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { piecesOf, reindented } from './block-text';
import { importLine } from './import-line';
import { locate, statementOf } from './locate';
import { getterIn } from './set-provider';
import { Source } from './source';

/** @returns undefined where `get_tracer_provider` is not reached through a module, or the statement shares its line */
export function guardByType(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const getter = place && getterIn(statementOf(place));
  const pieces = place && piecesOf(files, at.file, at.item, [statementOf(place)]);
  const imports = importLine(files, at.file, 'opentelemetry.sdk.trace', 'TracerProvider');
  if (!getter || !pieces || !imports) return undefined;
  const source = new Source(files.text(at.file)!);
  const indent = source.indentAt(rangeOf(files.spans(at.file)!, at.item, at.statement).start);
  const { start, end } = pieces[0]!.lines;
  return [...imports, { file: at.file, start, end, text: `${indent}if isinstance(${getter}.get_tracer_provider(), TracerProvider):${source.newline}${reindented(source, pieces, indent + source.unit)}` }];
}
