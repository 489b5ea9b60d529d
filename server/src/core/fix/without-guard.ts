// Takes an `if` away from around statements, and what they write for it to ask.
import type { Frame } from '../boot/events';
import { rangeOf, type Expr, type Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { piecesOf, reindented } from './block-text';
import { statementOf, type Located } from './locate';
import { Source } from './source';

/**
 * @param at a statement of the same body
 * @returns undefined where the `if` has an `else`, or something shares a line with another statement
 */
export function withoutGuard(files: Files, at: Frame, guard: Located): ReplaceEdit[] | undefined {
  const statement = statementOf(guard);
  if (statement.kind !== 'if' || statement.otherwise.length > 0) return undefined;
  const source = new Source(files.text(at.file)!);
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, statement.at);
  const lines = source.lines(start, end);
  const kept = statement.then.filter((inner) => !isFlag(inner, textsIn(statement.test)));
  const pieces = lines && kept.length > 0 ? piecesOf(files, at.file, at.item, kept) : undefined;
  return pieces && [{ file: at.file, start: lines!.start, end: lines!.end, text: reindented(source, pieces, source.indentAt(start)) }];
}

/** `os.environ["READY"] = …`, for one of these names. */
function isFlag(statement: Stmt, names: readonly string[]): boolean {
  return statement.kind === 'assign' && statement.targets.every((target) => target.kind === 'index' && target.object.kind === 'attribute' && target.object.name === 'environ' && target.index.kind === 'literal' && names.includes(String(target.index.value)));
}

const textsIn = (expr: Expr): string[] => expressionsOf({ kind: 'expression', at: 0, value: expr }).flatMap((part) => (part.kind === 'literal' && typeof part.value === 'string' ? [part.value] : []));
