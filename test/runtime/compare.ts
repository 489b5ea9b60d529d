// Holds a new run to the recorded one: what a person would call another result.
import type { Observation } from './observation';

/** One sentence for each difference; none where the runs agree. Times, names and processes may differ. */
export function differences(recorded: Observation | undefined, now: Observation): string[] {
  if (!recorded) return ['it was not recorded'];
  if (recorded.text !== now.text) return ['the text that was recorded is another one'];
  const compared: (keyof Observation)[] = ['statuses', 'after', 'duplicates', 'died'];
  return compared.filter((key) => JSON.stringify(recorded[key]) !== JSON.stringify(now[key])).map((key) => `${key}: ${JSON.stringify(now[key])}, recorded ${JSON.stringify(recorded[key])}${now.error === undefined ? '' : `; ${now.error}`}`);
}
