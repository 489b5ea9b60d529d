// A selection that is quick to run: as few runs as touch every server, every page, every stack and every rule that has a scenario
// whose outcome is no race.
import { createHash } from 'node:crypto';
import type { Stack } from './processes';
import { ownStack, type Scenario } from './scenario';
import { judgeAll } from './verdicts';

export interface Task {
  readonly scenario: Scenario;
  readonly stack: Stack;
}

/** @param tasks of which some are chosen, in their order */
export async function smoke(tasks: readonly Task[]): Promise<Task[]> {
  const rules = new Map((await judgeAll()).map((one) => [one.id, one.rules]));
  return cover(tasks.filter(({ scenario }) => !scenario.varies), ({ scenario, stack }) => [
    `page ${scenario.page}`, `server ${scenario.server}`, `stack ${stack.id}`,
    ...(stack.id === ownStack(scenario) ? (rules.get(scenario.id) ?? []) : []),
  ]);
}

/**
 * The others whose outcome is no race, in an order that a word decides: every word begins with other ones.
 * @param tasks of all scenarios @param chosen those that are not among the others
 */
export function further(tasks: readonly Task[], chosen: readonly Task[], word: string): Task[] {
  const place = ({ scenario, stack }: Task): string => createHash('sha256').update(`${word} ${stack.id} ${scenario.id}`).digest('hex');
  const places = new Map(tasks.filter((task) => !task.scenario.varies && !chosen.includes(task)).map((task) => [place(task), task]));
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, task]) => task);
}

/** Takes the item that adds most, the first of equals, until nothing is left to add. */
function cover<T>(items: readonly T[], touches: (item: T) => readonly string[]): T[] {
  const all = items.map((item) => ({ item, touched: touches(item) }));
  const covered = new Set<string>();
  const chosen = new Set<T>();
  for (;;) {
    const gain = ({ touched }: { touched: readonly string[] }): number => touched.filter((one) => !covered.has(one)).length;
    const best = all.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    if (gain(best) === 0) return items.filter((item) => chosen.has(item));
    chosen.add(best.item);
    best.touched.forEach((one) => covered.add(one));
  }
}
