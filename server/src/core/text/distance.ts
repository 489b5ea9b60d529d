// How many letters have to be added, removed or replaced to make one text of another (Levenshtein).

export function distance(a: string, b: string): number {
  let row = [...b].map((_, i) => i + 1);
  [...a].forEach((letter, i) => {
    const next: number[] = [];
    [...b].forEach((other, j) => {
      const [above, left, diagonal] = [row[j]!, j === 0 ? i + 1 : next[j - 1]!, j === 0 ? i : row[j - 1]!];
      next.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)));
    });
    row = next;
  });
  return row.at(-1) ?? a.length;
}
