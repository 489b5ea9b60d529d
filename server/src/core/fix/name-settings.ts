// Inserts `os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)` where it must run first.
import type { Stmt } from '../python/facts';
import { MODULE_ITEM, rangeOf } from '../python/facts';
import { stringLiteral } from '../python/strings';
import { isStandardLibrary } from '../knowledge/standard-library';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { Source } from './source';
import type { Frame } from '../boot/events';

/** The statement itself, as this file would write it. */
export function settingsStatement(source: Source, module: string): string {
  return `os.environ.setdefault(${stringLiteral('DJANGO_SETTINGS_MODULE', source.quote)}, ${stringLiteral(module, source.quote)})`;
}

/**
 * Edits that name `module` before the statement of `frame` runs: at module level behind `import os`, in a function at its start.
 * @returns undefined where the statement shares its line with another one
 */
export function nameSettings(files: Files, frame: Frame, module: string): ReplaceEdit[] | undefined {
  const source = new Source(files.text(frame.file)!);
  return frame.item === MODULE_ITEM ? atModuleLevel(files, source, frame, module) : inFunction(files, source, frame, module);
}

function atModuleLevel(files: Files, source: Source, frame: Frame, module: string): ReplaceEdit[] | undefined {
  const body = files.facts(frame.file)!.module.body;
  const range = (statement: Stmt) => rangeOf(files.spans(frame.file)!, MODULE_ITEM, statement.at);
  const at = rangeOf(files.spans(frame.file)!, MODULE_ITEM, frame.statement).start;
  const target = body.find((statement) => range(statement).start <= at && at < range(statement).end)!;
  const imported = body.find((statement) => importsOs(statement) && range(statement).start < range(target).start);
  const statement = settingsStatement(source, module) + source.newline;
  if (!imported) {
    const offset = preambleEnd(files, source, frame.file);
    if (offset === undefined) return undefined;
    return [insertion(source, frame.file, offset, `import os${source.newline}${source.newline}${statement}`)];
  }
  const isImport = target.kind === 'import' || target.kind === 'from';
  const anchor = isImport ? imported : target;
  const lines = source.lines(range(anchor).start, range(anchor).end);
  if (!lines) return undefined;
  const offset = isImport ? lines.end : source.withComments(lines, '').start;
  return [insertion(source, frame.file, offset, statement)];
}

function inFunction(files: Files, source: Source, frame: Frame, module: string): ReplaceEdit[] | undefined {
  const [first] = files.facts(frame.file)!.item(frame.item)!.body.filter((statement) => !isDocstring(statement));
  if (!first) return undefined;
  const { start, end } = rangeOf(files.spans(frame.file)!, frame.item, first.at);
  const lines = source.lines(start, end);
  if (!lines) return undefined;
  const edit = { file: frame.file, start: lines.start, end: lines.start, text: source.indentAt(start) + settingsStatement(source, module) + source.newline };
  return [...importOs(files, source, frame.file), edit];
}

/** The edit that adds `import os` in its place among the imports; none where the module has it. */
export function importOs(files: Files, source: Source, file: Uri): ReplaceEdit[] {
  const body = files.facts(file)!.module.body;
  if (body.some(importsOs)) return [];
  const preamble = preambleEnd(files, source, file) ?? 0;
  const leading = body.filter((statement) => !isPreamble(source, files, file, statement));
  const block = leading.slice(0, Math.max(0, leading.findIndex((statement) => statement.kind !== 'import' && statement.kind !== 'from')));
  const before = (block.length > 0 ? block : leading).filter((statement) => statement.kind === 'import' && isStandardLibrary(statement.names[0]!.name) && statement.names[0]!.name < 'os').at(-1);
  const range = before && rangeOf(files.spans(file)!, MODULE_ITEM, before.at);
  const lines = range && source.lines(range.start, range.end);
  if (lines) return [{ file, start: lines.end, end: lines.end, text: `import os${source.newline}` }];
  const next = leading[0];
  const joins = next && (next.kind === 'import' || next.kind === 'from') && isStandardLibrary(next.kind === 'import' ? next.names[0]!.name : next.module);
  return [joins ? { file, start: preamble, end: preamble, text: `import os${source.newline}` } : insertion(source, file, preamble, `import os${source.newline}`)];
}

function importsOs(statement: Stmt): boolean {
  return statement.kind === 'import' && statement.names.some(({ name, as }) => name === 'os' && !as);
}

function isDocstring(statement: Stmt): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'literal' && typeof statement.value.value === 'string';
}

function isPreamble(source: Source, files: Files, file: Uri, statement: Stmt): boolean {
  const { start } = rangeOf(files.spans(file)!, MODULE_ITEM, statement.at);
  return isDocstring(statement) || source.text.startsWith('from __future__', start);
}

/** The offset behind the docstring and `__future__` imports: the first line that code may stand on. */
function preambleEnd(files: Files, source: Source, file: Uri): number | undefined {
  const body = files.facts(file)!.module.body;
  let last: Stmt | undefined;
  for (const statement of body) {
    if (!isPreamble(source, files, file, statement)) break;
    last = statement;
  }
  const first = body[last ? body.indexOf(last) + 1 : 0];
  const start = first ? rangeOf(files.spans(file)!, MODULE_ITEM, first.at).start : source.text.length;
  const lines = source.lines(start, start) ?? (first ? source.lines(start, rangeOf(files.spans(file)!, MODULE_ITEM, first.at).end) : undefined);
  return lines ? source.withComments(lines, '').start : undefined;
}

/** An insertion of whole lines, set off by blank lines from code that it does not belong to. */
function insertion(source: Source, file: Uri, offset: number, text: string): ReplaceEdit {
  const before = source.text.slice(0, offset);
  const after = source.text.slice(offset);
  const glue = before === '' || /[\r\n]$/.test(before) || before === '\ufeff' ? '' : source.newline;
  const above = /^\ufeff?$/.test(before) || /(^|\r\n|\r|\n)[ \t]*(\r\n|\r|\n)$/.test(before) ? '' : source.newline;
  const definition = /^(async |def |class |@)/.test(after) ? 2 : 1;
  const below = after === '' || /^[ \t]*(\r\n|\r|\n)/.test(after) ? '' : source.newline.repeat(definition);
  return { file, start: offset, end: offset, text: glue + above + text + below };
}
