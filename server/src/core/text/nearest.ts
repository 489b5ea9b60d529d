// The word that was probably meant: the nearest of a list.

/** @returns the candidate that is fewest edits away, if those are few enough to be a slip of the keys. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const [best] = candidates.map((candidate) => ({ candidate, far: distance(word, candidate) })).filter(({ far }) => far <= limit).sort((a, b) => a.far - b.far);
  return best?.candidate;
}

/** Insertions, deletions and replacements (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
