// Calls a set-up function of the project right before the statement that builds the application.
import type { Frame } from '../boot/events';
import { MODULE_ITEM, type ItemKey } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import { importLine } from './import-line';
import { locate, outermost } from './locate';
import { Source } from './source';

/** The function of another file that an entrypoint calls on the way to its set-up. */
export function calledIn(chain: readonly Frame[]): Frame | undefined {
  return chain.find((frame, i) => i > 0 && frame.entered === 'call' && frame.file !== chain[0]!.file && /^\w+$/.test(frame.item));
}

/**
 * @param roots folders that modules are imported from
 * @param application a statement of a module
 * @returns undefined where the function needs arguments, or the statement shares its line
 */
export function callBefore(files: Files, roots: readonly Uri[], application: Frame, setUp: { readonly file: Uri; readonly item: ItemKey }): ReplaceEdit[] | undefined {
  const place = application.item === MODULE_ITEM ? locate(files, application) : undefined;
  const parameters = files.facts(setUp.file)?.item(setUp.item)?.parameters;
  const root = roots.filter((candidate) => isWithin(setUp.file, candidate)).sort((a, b) => b.length - a.length)[0];
  if (!place || place.outer || root === undefined || !parameters || parameters.some(({ kind, fallback }) => kind === 'plain' && !fallback)) return undefined;
  const source = new Source(files.text(application.file)!);
  const { start, end } = files.span(application);
  const lines = source.lines(start, end);
  const module = relative(setUp.file, root).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
  const imports = importLine(files, application.file, module, setUp.item, outermost(place));
  return lines && imports && [...imports, { file: application.file, start: lines.start, end: lines.start, text: `${setUp.item}()${source.newline}` }];
}
