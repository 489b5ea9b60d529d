// Which anchors the pieces of a module have: in text order, and the same as before while other pieces come and go.
// So an edit changes what the edited piece says, and nothing behind it.

/** A piece of code. */
export interface Anchored {
  /** How many anchors it has in the body of the module. */
  readonly count: number;
  /** Where they began when it was placed last, or those of what stood in its place. */
  readonly before: number | undefined;
}

/** So many times as far apart as they would be without gaps: what is written later has its own between them. */
const ROOM = 256;
/** A new piece leaves so many free before it, where there are enough: the next one may come above it. */
const STEP = 16;

/** Where the anchors of each piece begin, all of them anew. A piece without any changes nothing. @param pieces in text order */
export function spread(pieces: readonly Anchored[]): number[] {
  let next = ROOM;
  return pieces.map(({ count }) => {
    const first = next;
    next += count * ROOM;
    return first;
  });
}

/**
 * The same for pieces between others that stay where they are: the old ones wherever they are in order.
 * @param from where those before them end
 * @param limit where those behind them begin, Infinity where none are
 * @returns undefined where there is no room
 */
export function between(pieces: readonly Anchored[], from: number, limit: number): number[] | undefined {
  const firsts: number[] = [];
  let next = from;
  for (const { count, before = -1 } of pieces) {
    const last = limit - count;
    if (last < next) return undefined;
    const first = before >= next && before <= last ? before : next + (last === Infinity ? ROOM : Math.min(STEP, Math.floor((last - next) / 2)));
    firsts.push(first);
    next = first + count;
  }
  return firsts;
}
