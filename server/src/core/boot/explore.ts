// Replays a boot along every path: each unknown condition is taken both ways, equal conditions the same way.
import type { BootStep } from './events';
import type { Path } from './boot';

/** Answers unknown conditions of one path. Equal keys get equal answers. */
export type Decide = (key: string) => boolean;

/** Thrown when a replay is too deep or too long; the whole boot is unknown then. */
export class BudgetExceeded extends Error {}

const MAX_PATHS = 256;

/**
 * Runs `replay` once for each combination of answers that it asks for.
 * @returns no path at all when there are too many: then nothing is claimed
 */
export function explore(replay: (decide: Decide) => readonly BootStep[]): Path[] {
  const paths: Path[] = [];
  const schedules: boolean[][] = [[]];
  while (schedules.length > 0) {
    if (paths.length >= MAX_PATHS) return [];
    const schedule = schedules.pop()!;
    const taken: boolean[] = [];
    const answers = new Map<string, boolean>();
    const decide: Decide = (key) => {
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = schedule[taken.length] ?? true;
      if (taken.length >= schedule.length) schedules.push([...taken, false]);
      taken.push(answer);
      answers.set(key, answer);
      return answer;
    };
    try {
      paths.push({ steps: replay(decide) });
    } catch (error) {
      if (error instanceof BudgetExceeded) return [];
      throw error;
    }
  }
  return paths;
}
