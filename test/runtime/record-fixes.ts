// Runs what fixes make of the scenarios, of those that fail and of those that work, and records it beside their runs.
import { testParser } from '../rules/project';
import { offers, type Offer } from './fixes';
import { readObserved, update, type FixRun, type Seen } from './observed';
import type { Stack } from './processes';
import { run } from './run';
import { fingerprint, ownStack, type Scenario } from './scenario';

export interface FixTask {
  readonly id: string;
  readonly stack: Stack;
  readonly offer: Offer;
}

/** Is the text that a fix makes today the one that was run? */
export const isRun = ({ title, scenario }: Offer, fixes: Seen['fixes'] = {}): boolean => fixes[title]?.text === fingerprint(scenario);

/** Fixes whose result was not run yet as it is now, each on its scenario's own stack. Forgets those that are offered no more. */
export async function fixTasks(scenarios: readonly Scenario[], stacks: readonly Stack[]): Promise<FixTask[]> {
  const parser = await testParser();
  const tasks: FixTask[] = [];
  update(({ runs }) => {
    for (const scenario of scenarios) {
      const stack = stacks.find(({ id }) => id === ownStack(scenario));
      const seen = stack && runs[scenario.id]?.[stack.id];
      if (!seen || seen.text !== fingerprint(scenario)) continue;
      const offered = offers(parser, scenario);
      const fixes = Object.fromEntries(Object.entries(seen.fixes ?? {}).filter(([title]) => offered.some((offer) => offer.title === title)));
      const { fixes: _, ...rest } = seen;
      runs[scenario.id]![stack.id] = offered.length > 0 ? { ...rest, fixes } : rest;
      tasks.push(...offered.filter((offer) => !isRun(offer, fixes)).map((offer): FixTask => ({ id: scenario.id, stack, offer })));
    }
  });
  return tasks;
}

/** Runs one, or takes the result of another fix that made the same text. @param stacks among which the one is that has what a fix installs */
export async function recordFix({ id, stack, offer }: FixTask, stacks: readonly Stack[]): Promise<FixRun> {
  const text = fingerprint(offer.scenario);
  const same = Object.values(readObserved().runs[id]![stack.id]!.fixes ?? {}).find((fix) => fix.text === text);
  const { statuses, after, error } = same ?? (await run(offer.scenario, (offer.installs && stacks.find((other) => other.id === stack.completed)) || stack));
  const result: FixRun = { text, statuses, after, ...(error === undefined ? {} : { error }) };
  update(({ runs }) => {
    const seen = runs[id]![stack.id]!;
    runs[id]![stack.id] = { ...seen, fixes: { ...seen.fixes, [offer.title]: result } };
  });
  return result;
}
