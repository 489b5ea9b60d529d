// Replays a boot along every path: each unknown condition is taken both ways, equal conditions the same way.
import type { BootStep } from './events';
import type { Path } from './boot';

/** Answers unknown conditions of one path. Equal keys get equal answers. */
export interface Decisions {
  /** The answer that this path has already given. */
  known(key: string): boolean | undefined;
  decide(key: string): boolean;
  /** The other answer leads nowhere: it gets no path. */
  assume(key: string, answer: boolean): void;
  /** Branches that more than one path was needed for, so that no other path tries them as one again. */
  readonly apart: Set<string>;
  /** Counts one statement. @throws BudgetExceeded when all paths together have run too many */
  spend(): void;
}

/** Thrown when a replay is too deep or too long; the whole boot is unknown then. */
export class BudgetExceeded extends Error {}

const MAX_PATHS = 256;
/** While files are missing nothing is claimed: these paths find most of what to ask for. */
const PATHS_WHILE_PENDING = 2;
const MAX_STATEMENTS = 250_000;

/**
 * Runs `replay` once for each combination of answers that it asks for.
 * @param pending files are missing: the result will not be used, and is asked for again when they are there
 * @returns no path at all when there are too many: then nothing is claimed
 */
export function explore(replay: (decisions: Decisions) => readonly BootStep[], pending: () => boolean): Path[] {
  const paths: Path[] = [];
  let statements = 0;
  const schedules: boolean[][] = [[]];
  const apart = new Set<string>();
  while (schedules.length > 0) {
    if (paths.length >= (pending() ? PATHS_WHILE_PENDING : MAX_PATHS)) return [];
    const schedule = schedules.pop()!;
    const taken: boolean[] = [];
    const answers = new Map<string, boolean>();
    const decide = (key: string): boolean => {
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = schedule[taken.length] ?? true;
      if (taken.length >= schedule.length) schedules.push([...taken, false]);
      taken.push(answer);
      answers.set(key, answer);
      return answer;
    };
    try {
      const spend = () => {
        if (++statements > MAX_STATEMENTS) throw new BudgetExceeded();
      };
      paths.push({ steps: replay({ known: (key) => answers.get(key), decide, assume: (key, answer) => void answers.set(key, answer), apart, spend }) });
    } catch (error) {
      if (error instanceof BudgetExceeded) return [];
      throw error;
    }
  }
  return paths;
}
