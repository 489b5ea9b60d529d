// Installs the importer of django-configurations before a statement that evaluates its settings.
import type { Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { importLine } from './import-line';
import { locate, outermost } from './locate';
import { Source } from './source';

/** @returns undefined where the statement shares its line, or nothing is imported above it */
export function installImporter(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const source = new Source(files.text(at.file)!);
  const { start, end } = files.span(at);
  const lines = source.lines(start, end);
  const imported = place && importLine(files, at.file, 'configurations', 'importer', at.item === MODULE_ITEM ? outermost(place) : undefined);
  if (!lines || !imported) return undefined;
  const indent = source.indentAt(start);
  const first = source.withComments(lines, indent).start;
  return [...imported, { file: at.file, start: first, end: first, text: `${indent}importer.install()${source.newline}` }];
}
