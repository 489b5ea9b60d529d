// Replaces the text of a string literal inside a statement.
import type { Frame } from '../boot/events';
import { stringLiteral } from '../python/strings';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';

/** @returns undefined where the text does not stand exactly once, as a whole literal, in the statement */
export function replaceLiteral(files: Files, at: Frame, before: string, after: string): ReplaceEdit | undefined {
  const { start, end } = files.span(at);
  const source = files.text(at.file)!.slice(start, end);
  const found = (['"', "'"] as const).flatMap((quote) => {
    const literal = stringLiteral(before, quote);
    return source.split(literal).slice(0, -1).map((_, i, all) => ({ quote, literal, at: all.slice(0, i + 1).reduce((sum, part) => sum + part.length, 0) + i * literal.length }));
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  return { file: at.file, start: start + only.at, end: start + only.at + only.literal.length, text: stringLiteral(after, only.quote) };
}
