// Makes a name of a module known in a Python file: joins the import of that module, or adds one in its place.
import { MODULE_ITEM, rangeOf, type Stmt } from '../python/facts';
import { namesBound } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { moduleOf, topImport } from './top-import';

/**
 * The edit that makes `name` known at module level before the statement `before` (the whole body where it is left out); none where it is bound already.
 * @returns undefined where the file has no import that the new one could stand behind
 */
export function importLine(files: Files, file: Uri, module: string, name: string, before?: Stmt): ReplaceEdit[] | undefined {
  const body = files.facts(file)!.module.body;
  const earlier = before ? body.slice(0, body.indexOf(before)) : body;
  if (earlier.some((statement) => namesBound(statement).has(name))) return [];
  const joined = earlier.map((statement) => joinedTo(files, file, statement, module, name)).find((edit) => edit);
  const edit = joined ?? topImport(files, file, earlier, `from ${module} import ${name}`, module);
  return edit && [edit];
}

/** `from module import a` on one line takes the name in its place. */
function joinedTo(files: Files, file: Uri, statement: Stmt, module: string, name: string): ReplaceEdit | undefined {
  if (statement.kind !== 'from' || statement.names === '*' || moduleOf(statement) !== module || statement.names.some(({ as }) => as)) return undefined;
  const { start, end } = rangeOf(files.spans(file)!, MODULE_ITEM, statement.at);
  const head = /^from [\w.]+ import (?=[\w, ]+$)/.exec(files.text(file)!.slice(start, end))?.[0];
  const names = [...statement.names.map((known) => known.name), name];
  return head === undefined ? undefined : { file, start: start + head.length, end, text: names.sort().join(', ') };
}
