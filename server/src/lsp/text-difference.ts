// The one range in which two texts differ, so that an edit leaves cursors elsewhere alone.

/** Replaces `[start, end)` of the first text, UTF-16 offsets, with `text`. */
export interface Difference {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The smallest single replacement; it splits neither a line end `\r\n` nor a surrogate pair. */
export function difference(before: string, after: string): Difference {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  while (start > 0 && (isInside(before, start) || isInside(after, start))) start--;
  let tail = 0;
  while (tail < shortest - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  while (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) tail--;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** True between the two halves of a line end or of a surrogate pair. */
function isInside(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (left === 13 && right === 10) || ((left & 0xfc00) === 0xd800 && (right & 0xfc00) === 0xdc00);
}
