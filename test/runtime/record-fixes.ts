// Runs what fixes make of the scenarios that fail, and records it beside their runs.
import { testParser } from '../rules/project';
import { offers, type Offer } from './fixes';
import { readObserved, update, type FixRun } from './observed';
import { outcome } from './outcome';
import { run, type Stack } from './run';
import { fingerprint, type Scenario } from './scenario';

/** Fixes are tried where the current packages are. */
export const FIX_STACK = 'now';

export interface FixTask {
  readonly id: string;
  readonly offer: Offer;
}

/** Fixes whose result was not run yet as it is now. Forgets those that are offered no more. */
export async function fixTasks(scenarios: readonly Scenario[]): Promise<FixTask[]> {
  const parser = await testParser();
  const tasks: FixTask[] = [];
  update(({ runs }) => {
    for (const scenario of scenarios) {
      const seen = runs[scenario.id]?.[FIX_STACK];
      if (!seen || seen.text !== fingerprint(scenario) || outcome(scenario, seen) === 'all') continue;
      const offered = offers(parser, scenario);
      const fixes = Object.fromEntries(Object.entries(seen.fixes ?? {}).filter(([title]) => offered.some((offer) => offer.title === title)));
      if (offered.length > 0) runs[scenario.id]![FIX_STACK] = { ...seen, fixes };
      tasks.push(...offered.filter((offer) => fixes[offer.title]?.text !== fingerprint(offer.scenario)).map((offer): FixTask => ({ id: scenario.id, offer })));
    }
  });
  return tasks;
}

/** Runs one, or takes the result of another fix that made the same text. */
export async function recordFix({ id, offer }: FixTask, stack: Stack): Promise<FixRun> {
  const text = fingerprint(offer.scenario);
  const same = Object.values(readObserved().runs[id]![FIX_STACK]!.fixes ?? {}).find((fix) => fix.text === text);
  const { statuses, after, error } = same ?? (await run(offer.scenario, stack));
  const result: FixRun = { text, statuses, after, ...(error === undefined ? {} : { error }) };
  update(({ runs }) => {
    const seen = runs[id]![FIX_STACK]!;
    runs[id]![FIX_STACK] = { ...seen, fixes: { ...seen.fixes, [offer.title]: result } };
  });
  return result;
}
