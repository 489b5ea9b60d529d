// Evaluates the settings before a statement: what they load is there then.
import type { Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { importLine } from './import-line';
import { locate, outermost } from './locate';
import { Source } from './source';

/**
 * @param why a comment for those who read it
 * @returns undefined where the statement shares its line, or nothing is imported above it
 */
export function touchSettings(files: Files, at: Frame, why: string): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const source = new Source(files.text(at.file)!);
  const { start, end } = files.span(at);
  const lines = source.lines(start, end);
  const imported = place && importLine(files, at.file, 'django.conf', 'settings', at.item === MODULE_ITEM ? outermost(place) : undefined);
  if (!lines || !imported) return undefined;
  const indent = source.indentAt(start);
  const first = source.withComments(lines, indent).start;
  const text = [`# ${why}`, '_ = settings.MIDDLEWARE'].map((line) => indent + line + source.newline).join('');
  return [...imported, { file: at.file, start: first, end: first, text }];
}
