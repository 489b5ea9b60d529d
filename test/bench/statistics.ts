// Percentiles and ratios of measurements.

/**
 * The smallest measurement that at least `share` of all are not above (nearest rank).
 * @param share between 0 and 1, such as 0.95. @throws when nothing was measured
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** One line of the report: what was measured for First Span and beside it, all in the same unit. */
export interface Row {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'files';
  readonly firstspan: number;
  readonly beside: Readonly<Record<string, number>>;
  readonly aim?: Aim;
}

/** First Span may use at most `factor` times what `of` does; at most `factor` units where `of` is left out. */
export interface Aim {
  readonly factor: number;
  readonly of?: string;
}

/** What an aim allows, in the row's unit. */
export function limitOf({ beside, aim }: Row): number | undefined {
  return aim && aim.factor * (aim.of === undefined ? 1 : beside[aim.of]!);
}

export function isMet(row: Row): boolean | undefined {
  const limit = limitOf(row);
  return limit === undefined ? undefined : row.firstspan <= limit;
}
