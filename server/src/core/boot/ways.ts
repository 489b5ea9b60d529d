// Code that has several ways to go and of which nothing is seen but names that it binds: every way is tried where it stands, and
// none of them gets a path of its own from the start of the program.
import { attempt, happen, placeOf, sameEffect, type Trial } from './branches';
import type { Machine } from './machine';
import { keyOf, type Scope } from './value';

/** One way of code that has several. */
export interface Way {
  /** The next answer to what is not known. */
  readonly answer: () => boolean;
  /** Branches whose sides cannot go on as one, on any way of this code. */
  readonly apart: Set<string>;
}

/** Code with more ways, or that takes more statements on all of them, is left to paths. */
const MOST_WAYS = 64;
const MOST_STATEMENTS = 5_000;

/**
 * Runs something any number of times, on every way that it has. What it binds is what it was before where all ways agree, and not known otherwise.
 * @param key says what is run, together with the statement that is running
 * @returns false where on some way more is seen of it, or all of them end the process: nothing has happened then
 */
export function everyWay(m: Machine, key: string, work: () => void): boolean {
  const place = `ways ${placeOf(m, key)}`;
  if (m.decisions.isApart(place)) return false;
  const since = m.decisions.spent();
  const ways = waysOf(m, work, () => m.decisions.spent() - since > MOST_STATEMENTS);
  if (ways) {
    bindAll(m, ways);
    const effects = ways.flatMap((way) => way.effects);
    happen(m, effects.filter((effect, i) => effects.findIndex((other) => sameEffect(effect, other)) === i));
  } else if (!m.journal) m.decisions.setApart(place, since);
  return ways !== undefined;
}

/** @returns undefined where one of them does more than bind names; those that end the process are left out */
function waysOf(m: Machine, work: () => void, isLong: () => boolean): readonly Trial<void>[] | undefined {
  const found: Trial<void>[] = [];
  const schedules: (readonly boolean[])[] = [[]];
  const apart = new Set<string>();
  while (schedules.length > 0) {
    if (found.length + schedules.length > MOST_WAYS || isLong()) return undefined;
    const way = wayOf(m, { answers: schedules.pop()!, apart, later: (answers) => schedules.push(answers) }, work);
    if (!way) return undefined;
    if (way !== 'stops') found.push(way);
  }
  return found.length > 0 ? found : undefined;
}

interface Scheduled extends Pick<Way, 'apart'> {
  /** The first ones; what is asked behind them is answered with yes. */
  readonly answers: readonly boolean[];
  /** Is told of every other way that there may be. */
  readonly later: (answers: readonly boolean[]) => void;
}

function wayOf(m: Machine, { answers, apart, later }: Scheduled, work: () => void): ReturnType<typeof attempt<void>> {
  const taken: boolean[] = [];
  const answer = (): boolean => {
    const next = answers[taken.length] ?? true;
    if (taken.length >= answers.length) later([...taken, false]);
    taken.push(next);
    return next;
  };
  // Whether a `try` outside has been asked is another question on each way.
  const used = m.attempts.map((one) => one.used);
  try {
    return m.alike(() => attempt(m, work, { answer, apart }));
  } finally {
    m.attempts.forEach((one, i) => (one.used = used[i]!));
  }
}

/** After it, a name that some way has bound to something else than before is not known. */
function bindAll(m: Machine, ways: readonly Trial<void>[]): void {
  const changed = new Map<Scope, Set<string>>();
  for (const { scope, name, after } of ways.flatMap(({ written }) => written)) {
    const before = scope.get(name);
    if (before?.kind !== after.kind || keyOf(before) !== keyOf(after)) changed.set(scope, (changed.get(scope) ?? new Set<string>()).add(name));
  }
  for (const [scope, names] of changed) for (const name of names) m.write(scope, name, m.fresh());
}
