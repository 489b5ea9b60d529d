// Runs what fixes make of the scenarios that fail, and records it beside their runs.
import { testParser } from '../rules/project';
import { offers, type Offer } from './fixes';
import type { FixRun, Observed } from './observed';
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
export async function fixTasks(scenarios: readonly Scenario[], observed: Observed): Promise<FixTask[]> {
  const parser = await testParser();
  return scenarios.flatMap((scenario) => {
    const seen = observed.runs[scenario.id]?.[FIX_STACK];
    if (!seen || seen.text !== fingerprint(scenario) || outcome(scenario, seen) === 'all') return [];
    const offered = offers(parser, scenario);
    const fixes = Object.fromEntries(Object.entries(seen.fixes ?? {}).filter(([title]) => offered.some((offer) => offer.title === title)));
    observed.runs[scenario.id]![FIX_STACK] = { ...seen, ...(offered.length > 0 ? { fixes } : {}) };
    return offered.filter((offer) => fixes[offer.title]?.text !== fingerprint(offer.scenario)).map((offer): FixTask => ({ id: scenario.id, offer }));
  });
}

/** Runs one, or takes the result of another fix that made the same text. */
export async function recordFix({ id, offer }: FixTask, observed: Observed, stack: Stack): Promise<FixRun> {
  const seen = observed.runs[id]![FIX_STACK]!;
  const text = fingerprint(offer.scenario);
  const same = Object.values(seen.fixes ?? {}).find((fix) => fix.text === text);
  const { statuses, after, error } = same ?? (await run(offer.scenario, stack));
  const result: FixRun = { text, statuses, after, ...(error === undefined ? {} : { error }) };
  const latest = observed.runs[id]![FIX_STACK]!;
  observed.runs[id]![FIX_STACK] = { ...latest, fixes: { ...latest.fixes, [offer.title]: result } };
  return result;
}
