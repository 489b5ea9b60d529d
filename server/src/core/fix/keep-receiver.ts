// Connects a receiver of a Celery signal for good: `connect(…, weak=False)`.
import type { Frame } from '../boot/events';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';

/** @param at the statement with the connection, or the decorated function. @returns undefined where it is written in another way */
export function keepReceiver(files: Files, at: Frame): ReplaceEdit[] | undefined {
  const { start, end } = files.span(at);
  const text = files.text(at.file)!.slice(start, end);
  const bare = /^@\s*[\w.]+\.connect(?=[ \t]*(#[^\r\n]*)?[\r\n])/.exec(text);
  if (bare) return [{ file: at.file, start: start + bare[0].length, end: start + bare[0].length, text: '(weak=False)' }];
  const call = /^[\w.]+\.connect\s*\(/.exec(text);
  const tail = /(\s*)(,?)\s*\)\s*$/.exec(text);
  if (!call || !tail || /#[^\r\n]*$/.test(text.slice(0, tail.index))) return undefined;
  const place = start + tail.index;
  return [{ file: at.file, start: place, end: place + (tail[2] ? tail[1]!.length + 1 : 0), text: ', weak=False' }];
}
