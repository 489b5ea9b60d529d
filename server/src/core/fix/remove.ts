// Removes what is there twice: a statement, an item of a list, or a wrapper around a call.
import type { Frame } from '../boot/events';
import { rangeOf, type Expr, type Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { locate, statementOf, type Located } from './locate';
import { removals } from './move';
import { Source } from './source';

/** @returns undefined where the statement is no call of its own and no `something[…] = …`, shares its line, or is all that its block has */
export function removeStatement(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const statement = place && statementOf(place);
  const isAlone = statement?.kind === 'expression' || (statement?.kind === 'assign' && statement.targets.every(({ kind }) => kind === 'index'));
  return place && isAlone ? removeWhole(files, at, place) : undefined;
}

/** Its lines. @returns undefined where it shares them, or is all that its block has */
function removeWhole(files: Files, at: Frame, place: Located): ReplaceEdit[] | undefined {
  if ((place.block.length === 1 && (place.outer || at.item !== ''))) return undefined;
  const source = new Source(files.text(at.file)!);
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const lines = source.lines(start, end);
  return lines && removals(at.file, source, [lines]);
}

/**
 * Takes a text out of the list that a statement writes, with its comma and, where it stands alone, its line. A statement that only adds this text goes as a whole.
 * @param item matches the text between its quotes
 * @returns undefined where the text stands nowhere else than as an item of a list, or not once
 */
export function removeItem(files: Files, at: Frame, item: RegExp): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const statement = place && statementOf(place);
  if (!place || !statement) return undefined;
  const isItem = (expr: Expr): boolean => expr.kind === 'literal' && typeof expr.value === 'string' && item.test(expr.value);
  if (addsOnly(statement, isItem)) return removeWhole(files, at, place);
  const list = expressionsOf(statement).find((expr) => expr.kind === 'sequence' && expr.items.some(isItem));
  // A tuple of two without a comma at its end would be a text.
  if (list?.kind !== 'sequence' || (list.form !== 'list' && list.items.length === 2)) return undefined;
  const text = files.text(at.file)!;
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const found = [...text.slice(start, end).matchAll(/(["'])([\w.]+)\1[ \t]*,?/g)].filter((match) => item.test(match[2]!));
  const [only, more] = found;
  if (!only || more) return undefined;
  const from = start + only.index;
  const lines = new Source(text).lines(from, from + only[0].length);
  if (lines) return [{ file: at.file, start: lines.start, end: lines.end, text: '' }];
  return [{ file: at.file, start: from, end: from + only[0].length + /^[ \t]*/.exec(text.slice(from + only[0].length))![0].length, text: '' }];
}

/** `NAMES.insert(0, "…")`, `NAMES.append("…")`, `NAMES.extend(["…"])`, `NAMES += ["…"]`. */
function addsOnly(statement: Stmt, isItem: (expr: Expr) => boolean): boolean {
  const isAlone = (expr: Expr | undefined): boolean => expr?.kind === 'sequence' && expr.items.length === 1 && isItem(expr.items[0]!);
  if (statement.kind === 'augment') return isAlone(statement.value);
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
  const { callee, args } = statement.value;
  const name = callee.kind === 'attribute' ? callee.name : '';
  return name === 'extend' ? isAlone(args[0]) : /^(insert|append)$/.test(name) && args.length > 0 && isItem(args.at(-1)!);
}

/** `application = Wrapper(application)` goes; `Wrapper(build())` becomes `build()`. @returns undefined where the wrapper has other arguments */
export function unwrap(files: Files, at: Frame, wrapper: string): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const statement = place && statementOf(place);
  const call = statement && expressionsOf(statement).find((expr) => isCallOf(expr, wrapper));
  if (!place || call?.kind !== 'call' || call.args.length !== 1 || call.keywords.length > 0) return undefined;
  const [inner] = call.args;
  const source = new Source(files.text(at.file)!);
  const range = rangeOf(files.spans(at.file)!, at.item, call.at);
  if (inner!.kind === 'call') {
    const kept = rangeOf(files.spans(at.file)!, at.item, inner!.at);
    return [{ file: at.file, ...range, text: source.text.slice(kept.start, kept.end) }];
  }
  if (statement?.kind !== 'assign' || statement.value !== call || inner!.kind !== 'name') return undefined;
  const [target, more] = statement.targets;
  if (more || target?.kind !== 'name' || target.id !== inner!.id) return undefined;
  const whole = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const lines = source.lines(whole.start, whole.end);
  return lines && removals(at.file, source, [lines]);
}

function isCallOf(expr: Expr, name: string): boolean {
  return expr.kind === 'call' && ((expr.callee.kind === 'name' && expr.callee.id === name) || (expr.callee.kind === 'attribute' && expr.callee.name === name));
}
