// A preloaded application that sets up its own provider: under gunicorn post_fork does it, elsewhere the application keeps it.
import { MASTER_VARIABLE } from '../knowledge/gunicorn';
import { MODULE_ITEM, type ItemKey, type Stmt } from '../python/facts';
import { stringLiteral } from '../python/strings';
import { namesBound, namesRead } from '../python/walk';
import { BUILTINS } from '../knowledge/packages';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { piecesOf, reindented, withOwnNeeds, type Piece } from './block-text';
import { importOs } from './name-settings';
import { extendPostFork } from './post-fork';
import { Source } from './source';

export interface SplitProvider {
  readonly configuration: Uri;
  readonly application: Uri;
  readonly item: ItemKey;
  /** The provider's statements, directly in the application module. */
  readonly statements: readonly Stmt[];
}

/** @returns undefined where the statements are not plain lines in a row that need only imports */
export function splitProvider(files: Files, { configuration, application, item, statements }: SplitProvider): ReplaceEdit[] | undefined {
  if (item !== MODULE_ITEM) return undefined;
  const source = new Source(files.text(application)!);
  const block = files.facts(application)!.item(item)!.body;
  const moved = withOwnNeeds(block, statements, false);
  const pieces = piecesOf(files, application, item, moved);
  const imports = pieces && neededImports(block, moved);
  const copies = imports && piecesOf(files, application, item, imports);
  if (!copies || !inARow(source, pieces)) return undefined;
  const hook = extendPostFork(files, configuration, (indent, own) => {
    const head = reindented(source, copies, indent, own.newline);
    return head + (head ? own.newline : '') + reindented(source, pieces, indent, own.newline);
  });
  const guard = `if not os.environ.get(${[MASTER_VARIABLE.name, ''].map((text) => stringLiteral(text, source.quote)).join(', ')}).startswith(${stringLiteral(MASTER_VARIABLE.prefix, source.quote)}):${source.newline}`;
  const wrapped = { file: application, start: pieces[0]!.lines.start, end: pieces.at(-1)!.lines.end, text: guard + reindented(source, pieces, source.unit) };
  return hook && [...importOs(files, source, application), wrapped, hook];
}

/** The imports that bind what the statements read. @returns undefined where they read anything else of the module */
function neededImports(block: readonly Stmt[], moved: readonly Stmt[]): Stmt[] | undefined {
  const own = new Set(moved.flatMap((statement) => [...namesBound(statement)]));
  const names = [...new Set(moved.flatMap((statement) => [...namesRead(statement)]))].filter((name) => !own.has(name) && !BUILTINS.has(name));
  const imports = block.filter((statement) => (statement.kind === 'import' || (statement.kind === 'from' && statement.level === 0)) && names.some((name) => namesBound(statement).has(name)));
  const found = names.every((name) => imports.some((statement) => namesBound(statement).has(name)));
  return found ? imports : undefined;
}

function inARow(source: Source, pieces: readonly Piece[]): boolean {
  return pieces.every(({ lines }, i) => i === 0 || source.text.slice(pieces[i - 1]!.lines.end, lines.start).trim() === '');
}
