// The text of statements that move into another block: whole lines, indented anew.
import type { Stmt } from '../python/facts';
import { rangeOf, type ItemKey } from '../python/facts';
import { namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import type { Uri } from '../text/span';
import { Source, type Lines } from './source';

/** Statements of one body, with the lines they stand on. */
export interface Piece {
  readonly statement: Stmt;
  readonly lines: Lines;
  readonly indent: string;
}

/** The lines of some statements. @returns undefined where one shares its line with another statement or holds a multi-line string */
export function piecesOf(files: Files, file: Uri, item: ItemKey, statements: readonly Stmt[]): Piece[] | undefined {
  const source = new Source(files.text(file)!);
  const pieces = statements.map((statement) => {
    const { start, end } = rangeOf(files.spans(file)!, item, statement.at);
    const lines = source.lines(start, end);
    const multiline = /("""|''')[\s\S]*\n[\s\S]*\1/.test(source.text.slice(start, end));
    const indent = source.indentAt(start);
    return lines && !multiline ? { statement, indent, lines: source.withComments(lines, indent) } : undefined;
  });
  return pieces.includes(undefined) ? undefined : (pieces as Piece[]);
}

/** The lines of pieces with `indent` in front instead of their own; an empty line parts imports from the rest. */
export function reindented(source: Source, pieces: readonly Piece[], indent: string, newline = source.newline): string {
  const isImport = (piece: Piece | undefined) => piece !== undefined && /^(import|from)$/.test(piece.statement.kind);
  return pieces.map((piece, i) => reindent(source.textOf(piece.lines), piece.indent, indent, newline) + (isImport(piece) && pieces[i + 1] && !isImport(pieces[i + 1]) ? newline : '')).join('');
}

function reindent(text: string, from: string, to: string, newline: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.map((line) => (line.trim() === '' ? '' : to + (line.startsWith(from) ? line.slice(from.length) : line.trimStart()))).join(newline);
}

/**
 * `chosen` statements of a block together with the assignments before them that only they need.
 * @param local the block is a function's: its imports go along, while those of a module are seen by its hooks anyway
 */
export function withOwnNeeds(block: readonly Stmt[], chosen: readonly Stmt[], local: boolean): Stmt[] {
  const moved = new Set(chosen);
  for (let changed = true; changed; ) {
    changed = false;
    const needed = new Set([...moved].flatMap((statement) => [...namesRead(statement)]));
    for (const statement of block) {
      if (moved.has(statement) || !(statement.kind === 'assign' || (local && /^(import|from)$/.test(statement.kind)))) continue;
      const bound = [...namesBound(statement)];
      const usedElsewhere = block.some((other) => other !== statement && !moved.has(other) && bound.some((name) => namesRead(other).has(name)));
      if (bound.length === 0 || usedElsewhere || !bound.some((name) => needed.has(name))) continue;
      moved.add(statement);
      changed = true;
    }
  }
  return block.filter((statement) => moved.has(statement));
}
