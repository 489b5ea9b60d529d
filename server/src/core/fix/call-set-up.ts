// Calls the project's own function that sets up the provider, behind the statement that instruments Django.
import type { Frame } from '../boot/events';
import { MODULE_ITEM, rangeOf, type ItemKey } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import { importLine } from './import-line';
import { locate, outermost, statementOf } from './locate';
import { Source } from './source';

/**
 * Behind it, since settings may load the variables that the exporter reads.
 * @param roots folders that modules are imported from
 * @returns undefined where the function needs arguments, or the statement shares its line
 */
export function callSetUp(files: Files, roots: readonly Uri[], at: Frame, setUp: { readonly file: Uri; readonly name: string; readonly item: ItemKey }): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const statement = place && statementOf(place);
  const parameters = files.facts(setUp.file)!.item(setUp.item)!.parameters;
  if (!statement || !/^(expression|assign)$/.test(statement.kind) || parameters.some(({ kind, fallback }) => kind === 'plain' && !fallback)) return undefined;
  const source = new Source(files.text(at.file)!);
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const lines = source.lines(start, end);
  const imports = at.file === setUp.file ? [] : imported(files, roots, at, setUp);
  if (!lines || !imports) return undefined;
  return [...imports, { file: at.file, start: lines.end, end: lines.end, text: `${source.textOf(lines).length > lines.end - lines.start ? source.newline : ''}${source.indentAt(start)}${setUp.name}()${source.newline}` }];
}

function imported(files: Files, roots: readonly Uri[], at: Frame, { file, name }: { readonly file: Uri; readonly name: string }): ReplaceEdit[] | undefined {
  const root = roots.find((candidate) => isWithin(file, candidate));
  if (root === undefined) return undefined;
  const module = relative(file, root).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
  const place = at.item === MODULE_ITEM ? locate(files, at) : undefined;
  return importLine(files, at.file, module, name, place && outermost(place));
}
