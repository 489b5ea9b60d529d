// Holds the checker to what was seen: for each scenario its verdict, the run, and whether they agree.
import { TestProject, testParser } from '../rules/project';
import { allScenarios } from './all';
import { readObserved } from './observed';
import { agrees, outcome, verdict, type Outcome, type Verdict } from './outcome';
import { asWritten } from './ports';
import { fingerprint, type Scenario } from './scenario';

export interface Judged {
  readonly id: string;
  readonly said: Verdict;
  /** Rule ids of the errors and warnings. */
  readonly rules: readonly string[];
  /** undefined: not run yet, or another text was. */
  readonly seen: Outcome | undefined;
  readonly agrees: boolean;
}

/** Compared with the current stack: what a project without pinned versions gets. */
const STACK = 'now';

let judged: Promise<Judged[]> | undefined;

/** Once for all tests of a process: it checks hundreds of projects. */
export const judgeAll = (): Promise<Judged[]> => (judged ??= judge());

async function judge(): Promise<Judged[]> {
  const parser = await testParser();
  const { runs } = readObserved();
  const all = allScenarios();
  const seen = new Map(all.map((scenario) => {
    const run = runs[scenario.id]?.[STACK];
    return [scenario, run?.text === fingerprint(scenario) ? outcome(scenario, run) : undefined];
  }));
  return all.map((scenario) => {
    const { findings } = new TestProject(parser, asWritten(scenario.files)).check();
    const said = verdict(findings);
    const own = seen.get(scenario);
    // A development server that works does not lower a verdict: it is about the servers that the same files have in production.
    const judgedBy = isDevelopment(scenario) && (said === 'error' || said === 'warning') ? all.filter((other) => other.page === scenario.page && other.name === scenario.name && !isDevelopment(other)).map((other) => seen.get(other)) : [];
    const holds = [own, ...judgedBy].some((one) => one !== undefined && agrees(said, one, scenario.meant));
    return { id: scenario.id, said, rules: [...new Set(findings.filter(({ severity }) => severity !== 'information').map(({ rule }) => rule))].sort(), seen: own, agrees: holds };
  });
}

const isDevelopment = ({ server }: Scenario): boolean => server !== undefined && /^runserver|--reload$/.test(server);
