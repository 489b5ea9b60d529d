// gaps.json: scenarios on which the checker and the runs disagree, with the reason of each. The list may only get shorter.
//   npm run test:runtime -- --gaps     shows what disagrees, and takes away what agrees by now
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { testParser } from '../rules/project';
import { allScenarios } from './all';
import { ALL, leavesNoError, offers } from './fixes';
import { readObserved } from './observed';
import { outcome } from './outcome';
import { ownStack } from './scenario';
import { judgeAll, type Judged } from './verdicts';

export interface Gap {
  readonly reason: string;
  readonly scenarios: readonly string[];
  /** Fixes after which not every span comes, as `scenario: title`. */
  readonly fixes?: readonly string[];
}

const FILE = path.join(__dirname, 'gaps.json');

export const readGaps = (): Gap[] => JSON.parse(readFileSync(FILE, 'utf8')) as Gap[];

/** One line for people: what was said, what was seen. */
export const sentence = ({ id, said, rules, seen }: Judged): string => `${id}: ${said}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}, seen: ${seen ?? 'not run'}`;

/**
 * Recorded fixes that do not give one span for each request, as `scenario: title`. `all` has to; a single one only where no error is reported after it;
 * what information offers only where every span came before, and where somebody has switched tracing off.
 */
export async function failingFixes(): Promise<string[]> {
  const parser = await testParser();
  const { runs } = readObserved();
  return allScenarios().flatMap((scenario) => {
    const run = runs[scenario.id]?.[ownStack(scenario)];
    const failing = Object.entries(run?.fixes ?? {}).filter(([, fix]) => outcome(scenario, fix) !== 'all').map(([title]) => title);
    if (failing.length === 0) return [];
    return offers(parser, scenario).filter((offer) => failing.includes(offer.title) && (offer.brings || outcome(scenario, run!) === 'all') && (offer.title === ALL || leavesNoError(parser, offer))).map(({ title }) => `${scenario.id}: ${title}`);
  });
}

export async function tidyGaps(): Promise<void> {
  const judged = await judgeAll();
  const wrong = new Set(judged.filter((one) => !one.agrees).map(({ id }) => id));
  const bad = new Set(await failingFixes());
  const left = readGaps()
    .map(({ reason, scenarios, fixes = [] }) => ({ reason, scenarios: scenarios.filter((id) => wrong.has(id)), fixes: fixes.filter((fix) => bad.has(fix)) }))
    .filter(({ scenarios, fixes }) => scenarios.length + fixes.length > 0);
  writeFileSync(FILE, `${JSON.stringify(left, undefined, 2)}\n`);
  const known = new Set(left.flatMap(({ scenarios }) => scenarios));
  for (const one of judged.filter(({ id }) => wrong.has(id))) console.log(`${known.has(one.id) ? 'known' : 'NEW  '}  ${sentence(one)}`);
  const knownFixes = new Set(left.flatMap(({ fixes }) => fixes));
  for (const fix of bad) console.log(`${knownFixes.has(fix) ? 'known' : 'NEW  '}  fix ${fix}`);
  console.log(`${judged.length} scenarios, ${wrong.size} disagree, ${known.size} of them known.`);
}
