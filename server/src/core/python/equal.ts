// Structural equality of plain data (facts have no cycles, dates or maps), and what two lists share.

/** A property that is undefined is as good as none. */
export function samePlainData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => samePlainData(one, b[i]));
  return !Array.isArray(b) && hasAll(a, b) && hasAll(b, a, false);
}

/** Has `b` every property of `a`, and, where values are compared, the same values? */
function hasAll(a: object, b: object, values = true): boolean {
  for (const key in a) {
    const [own, other] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
    if (values ? !samePlainData(own, other) : own !== undefined && other === undefined) return false;
  }
  return true;
}

/** How much two lists share. */
export interface Same {
  readonly head: number;
  readonly tail: number;
}

/** How many are the same at the beginning of two lists, and how many of the others at the end. */
export function sameEnds<A, B>(a: readonly A[], b: readonly B[], same: (one: A, other: B) => boolean): Same {
  const shorter = Math.min(a.length, b.length);
  let [head, tail] = [0, 0];
  while (head < shorter && same(a[head]!, b[head]!)) head++;
  while (tail < shorter - head && same(a[a.length - 1 - tail]!, b[b.length - 1 - tail]!)) tail++;
  return { head, tail };
}
