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
  /** Has this branch needed more than one path? Then no other path tries it as one again. */
  isApart(place: string): boolean;
  /** Both sides of a branch were tried as one in vain. @param since what `spent` was before that */
  setApart(place: string, since: number): void;
  /** The statements of all paths so far. */
  spent(): number;
  /** Counts one statement. @throws BudgetExceeded when all paths together have run too many */
  spend(): void;
}

/** Thrown when a replay is too deep or too long; the whole boot is unknown then. */
export class BudgetExceeded extends Error {}

/** How the key of a condition begins that has one answer where the project runs, and no other: which version of a package is there. */
export const FACT = 'fact:';

const MAX_PATHS = 256;
/** While files are missing nothing is claimed: these paths find most of what to ask for. */
const PATHS_WHILE_PENDING = 2;
const MAX_STATEMENTS = 250_000;

/** A path that is still to be tried: its first answers, and how many statements run until the last of them is asked for. */
interface Schedule {
  readonly answers: readonly boolean[];
  readonly statements: number;
}

/** Each schedule is at least one path, which runs what led to its last answer once more: what cannot end well need not go on. */
function isTooMuch(paths: number, statements: number, schedules: readonly Schedule[]): boolean {
  return paths + schedules.length > MAX_PATHS || statements + sum(schedules.map((one) => one.statements)) > MAX_STATEMENTS;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Runs `replay` once for each combination of answers that it asks for.
 * @param pending files are missing: the result will not be used, and is asked for again when they are there
 * @returns no path at all when there are too many: then nothing is claimed
 */
export function explore(replay: (decisions: Decisions) => readonly BootStep[], pending: () => boolean): Path[] {
  const paths: Path[] = [];
  let statements = 0;
  const schedules: Schedule[] = [{ answers: [], statements: 0 }];
  const apart = new Set<string>();
  while (schedules.length > 0) {
    if (pending() ? paths.length >= PATHS_WHILE_PENDING : isTooMuch(paths.length, statements, schedules)) return [];
    const { answers: schedule } = schedules.pop()!;
    let before = statements;
    const taken: boolean[] = [];
    const answers = new Map<string, boolean>();
    const decide = (key: string): boolean => {
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = schedule[taken.length] ?? true;
      if (taken.length >= schedule.length) schedules.push({ answers: [...taken, false], statements: statements - before });
      taken.push(answer);
      answers.set(key, answer);
      return answer;
    };
    try {
      const spend = () => {
        if (++statements > MAX_STATEMENTS) throw new BudgetExceeded();
      };
      const setApart = (place: string, since: number) => {
        apart.add(place);
        // No other path runs that.
        before += statements - since;
      };
      const assume = (key: string, answer: boolean) => void answers.set(key, answer);
      const steps = replay({ known: (key) => answers.get(key), decide, assume, isApart: (place) => apart.has(place), setApart, spent: () => statements, spend });
      const facts = [...answers].filter(([key]) => key.startsWith(FACT));
      paths.push({ steps, ...(facts.length > 0 && { world: JSON.stringify(facts) }) });
    } catch (error) {
      if (error instanceof BudgetExceeded) return [];
      throw error;
    }
  }
  return paths;
}
