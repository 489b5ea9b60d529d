// Puts variables that decouple reads into os.environ, before a statement that needs them there.
import type { Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import { stringLiteral } from '../python/strings';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { importLine } from './import-line';
import { locate, outermost } from './locate';
import { importOs } from './name-settings';
import { Source } from './source';

/** @returns undefined where the statement shares its line, or nothing is imported above it */
export function exportVariables(files: Files, at: Frame, names: readonly string[]): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const source = new Source(files.text(at.file)!);
  const { start, end } = files.span(at);
  const lines = source.lines(start, end);
  const imported = place && importLine(files, at.file, 'decouple', 'config', at.item === MODULE_ITEM ? outermost(place) : undefined);
  if (!lines || !imported) return undefined;
  const indent = source.indentAt(start);
  const first = source.withComments(lines, indent).start;
  const text = names.map((name) => {
    const literal = stringLiteral(name, source.quote);
    return `${indent}os.environ.setdefault(${literal}, config(${literal}))${source.newline}`;
  });
  return [...together(importOs(files, source, at.file), imported), { file: at.file, start: first, end: first, text: text.join('') }];
}

/** Two insertions in one place are one. */
function together(a: readonly ReplaceEdit[], b: readonly ReplaceEdit[]): ReplaceEdit[] {
  const [first, second] = [a[0], b[0]];
  if (first && second && first.start === second.start && first.end === first.start) return [{ ...second, text: first.text + second.text }];
  return [...a, ...b];
}
