// Which anchors the pieces of a module have: in text order, and the same as before while other pieces come and go.
// So an edit changes what the edited piece says, and nothing behind it.

/** A piece of code. */
export interface Anchored {
  /** How many anchors it has in the body of the module. */
  readonly count: number;
  /** Where they began when it was placed last, or those of what stood in its place. */
  readonly before: number | undefined;
  /** It stands between the same pieces as before. */
  readonly stays: boolean;
}

/** So many times as far apart as they would be without gaps: what is written later has its own between them. */
const ROOM = 256;
/** A new piece leaves so many free before it, where there are enough: the next one may come above it. */
const STEP = 16;

/**
 * Where the anchors of each piece begin.
 * @param pieces in text order
 */
export function firstAnchors(pieces: readonly Anchored[]): number[] {
  return kept(pieces) ?? spread(pieces);
}

/** All of them anew. A piece without any changes nothing. */
function spread(pieces: readonly Anchored[]): number[] {
  let next = ROOM;
  return pieces.map(({ count }) => {
    const first = next;
    next += count * ROOM;
    return first;
  });
}

/** The old ones wherever they are in order; undefined where there is no room for what is new between them, or nothing is old. */
function kept(pieces: readonly Anchored[]): number[] | undefined {
  if (pieces.every(({ before }) => before === undefined)) return undefined;
  const limits = limitsOf(pieces);
  const firsts: number[] = [];
  let next = 0;
  for (const [i, { count, before = -1 }] of pieces.entries()) {
    const last = limits[i]! - count;
    if (last < next) return undefined;
    const first = before >= next && before <= last ? before : next + (last === Infinity ? ROOM : Math.min(STEP, Math.floor((last - next) / 2)));
    firsts.push(first);
    next = first + count;
  }
  return firsts;
}

/** Where the anchors of each piece have to end: those of the next piece that stays begin there. */
function limitsOf(pieces: readonly Anchored[]): number[] {
  const limits: number[] = [];
  let limit = Infinity;
  for (let i = pieces.length - 1; i >= 0; i--) {
    limits[i] = limit;
    if (pieces[i]!.stays) limit = pieces[i]!.before!;
  }
  return limits;
}
