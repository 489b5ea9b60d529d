// Where an import of a library goes among a module's imports, as isort would sort it.
import { isStandardLibrary } from '../knowledge/standard-library';
import { MODULE_ITEM, rangeOf, type Stmt } from '../python/facts';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { Source } from './source';

/** The module that an import statement reads first, with the dots of a relative one. */
export const moduleOf = (statement: Stmt): string => (statement.kind === 'from' ? '.'.repeat(statement.level) + statement.module : statement.kind === 'import' ? statement.names[0]!.name : '');

/**
 * @param before the module's statements above the place that needs the import
 * @param text the import of a third-party module called `module`, without a line end
 * @returns undefined where there is no import before that place
 */
export function topImport(files: Files, file: Uri, before: readonly Stmt[], text: string, module: string): ReplaceEdit | undefined {
  const source = new Source(files.text(file)!);
  const linesOf = (statement: Stmt) => {
    const range = rangeOf(files.spans(file)!, MODULE_ITEM, statement.at);
    return source.lines(range.start, range.end);
  };
  const imports = before.filter(({ kind }) => kind === 'import' || kind === 'from');
  const sorted = imports.filter((statement) => sortsBefore(statement, module)).at(-1);
  const next = imports[sorted ? imports.indexOf(sorted) + 1 : 0];
  const above = next && THIRD_PARTY.test(moduleOf(next)) ? linesOf(next) : undefined;
  const start = above && source.withComments(above, '').start;
  if (start !== undefined) return { file, start, end: start, text: `${text}${source.newline}` };
  const last = sorted ?? imports.at(-1);
  const after = last && linesOf(last);
  if (!after) return undefined;
  const alone = isStandardLibrary(moduleOf(last)) ? source.newline : '';
  return { file, start: after.end, end: after.end, text: `${alone}${text}${source.newline}` };
}

/** Imports that stand in one group with what is added. */
const THIRD_PARTY = /^(django|opentelemetry)\b/;

/** Does an import stand before one of `module` in isort's order, among other third-party imports? */
function sortsBefore(statement: Stmt, module: string): boolean {
  const other = moduleOf(statement);
  return !other.startsWith('.') && (isStandardLibrary(other) || statement.kind === 'import' || other < module);
}
