// Removes what is there twice: a statement, an item of a list, or a wrapper around a call.
import type { Frame } from '../boot/events';
import { rangeOf, type Expr } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { locate, statementOf } from './locate';
import { removals } from './move';
import { Source } from './source';

/** @returns undefined where the statement is no call of its own, shares its line, or is all that its block has */
export function removeStatement(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  if (!place || statementOf(place).kind !== 'expression' || (place.block.length === 1 && (place.outer || at.item !== ''))) return undefined;
  const source = new Source(files.text(at.file)!);
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, at.statement);
  const lines = source.lines(start, end);
  return lines && removals(at.file, source, [lines]);
}

/** Takes a text out of the list that a statement writes, with its comma and, where it stands alone, its line. @param item matches the text between its quotes */
export function removeItem(files: Files, at: Frame, item: RegExp): ReplaceEdit[] | undefined {
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
