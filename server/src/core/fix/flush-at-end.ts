// A receiver that flushes spans when a process of Celery's pool ends.
import { namesBound } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { importLine } from './import-line';
import { Source } from './source';

const NAME = 'flush_spans';
const SIGNAL = 'worker_process_shutdown';

/**
 * @param file gets the receiver at its end: the module that sets tracing up in the process
 * @returns undefined where the file has no imports, or uses one of the names for something else
 */
export function flushAtEnd(files: Files, file: Uri): ReplaceEdit[] | undefined {
  const body = files.facts(file)?.module.body ?? [];
  const hasTrace = body.some((statement) => statement.kind === 'from' && statement.module === 'opentelemetry' && statement.names !== '*' && statement.names.some(({ name, as }) => name === 'trace' && !as));
  const taken = body.some((statement) => namesBound(statement).has(NAME) || namesBound(statement).has(SIGNAL) || (!hasTrace && namesBound(statement).has('trace')));
  const imports = taken ? [undefined] : [importLine(files, file, 'celery.signals', SIGNAL), hasTrace ? [] : importLine(files, file, 'opentelemetry', 'trace')];
  if (imports.includes(undefined)) return undefined;
  const source = new Source(files.text(file)!);
  const end = source.text.length;
  const isEnded = /[\r\n]$/.test(source.text);
  const text = ['', '', `@${SIGNAL}.connect`, `def ${NAME}(**kwargs):`, `${source.unit}trace.get_tracer_provider().force_flush()`].map((line) => line + source.newline).join('');
  return [...together(imports.flatMap((edits) => edits!)), { file, start: end, end, text: (isEnded ? '' : source.newline) + text }];
}

/** Two lines for one place are one edit. */
function together([first, ...rest]: readonly ReplaceEdit[]): ReplaceEdit[] {
  const [second] = rest;
  if (!first || !second || first.start !== second.start || first.end !== second.end) return first ? [first, ...rest] : [];
  return [{ ...first, text: first.text + second.text.replace(/^[\r\n]+/, '') }];
}
