// Replaces the dotted name of a function where a statement calls it.
import type { Frame } from '../boot/events';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';

/** @returns undefined where the statement does not begin with a call of `before`, as it is spelled */
export function replaceCall(files: Files, at: Frame, before: string, after: string): ReplaceEdit | undefined {
  const { start } = files.span(at);
  const source = files.text(at.file)!.slice(start);
  return source.startsWith(`${before}(`) ? { file: at.file, start, end: start + before.length, text: after } : undefined;
}
