// Holds the checker to what was seen: for each scenario its verdict, the run, and whether they agree.
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { TestProject, testParser } from '../rules/project';
import { allScenarios } from './all';
import { readObserved, type Observed } from './observed';
import { agrees, outcome, verdict, type Outcome, type Verdict } from './outcome';
import { pinned } from './pinned';
import { asWritten } from './ports';
import { fingerprint, ownStack, type Scenario } from './scenario';

export interface Judged {
  /** Of the scenario; with ` (stack)` behind it where that is not the scenario's own. */
  readonly id: string;
  readonly said: Verdict;
  /** Rule ids of the errors and warnings. */
  readonly rules: readonly string[];
  /** undefined: not run yet, or another text was. */
  readonly seen: Outcome | undefined;
  readonly agrees: boolean;
}

let judged: Promise<Judged[]> | undefined;

/** Once for all tests of a process: it checks hundreds of projects. */
export const judgeAll = (): Promise<Judged[]> => (judged ??= judge());

async function judge(): Promise<Judged[]> {
  const parser = await testParser();
  const observed = readObserved();
  const all = allScenarios();
  return all.flatMap((scenario) => scenario.stacks.map((stack) => judgeOn(parser, scenario, stack, all, observed)));
}

/** On another stack than its own a project has its versions pinned. */
function judgeOn(parser: PythonParser, scenario: Scenario, stack: string, all: readonly Scenario[], { runs, stacks }: Observed): Judged {
  const seenOn = (one: Scenario): Outcome | undefined => {
    const run = runs[one.id]?.[stack];
    return run?.text === fingerprint(one) ? outcome(one, run) : undefined;
  };
  const own = stack === ownStack(scenario);
  const record = stacks[stack];
  const files = own || !record ? scenario.files : pinned(scenario.files, record);
  const { findings } = new TestProject(parser, asWritten(files)).check();
  const said = verdict(findings);
  const seen = seenOn(scenario);
  // A development server that works does not lower a verdict: it is about the servers that the same files have in production.
  const judgedBy = isDevelopment(scenario) && (said === 'error' || said === 'warning') ? all.filter((other) => other.page === scenario.page && other.name === scenario.name && !isDevelopment(other)).map(seenOn) : [];
  const holds = [seen, ...judgedBy].some((one) => one !== undefined && agrees(said, one, scenario.meant));
  return { id: own ? scenario.id : `${scenario.id} (${stack})`, said, rules: [...new Set(findings.filter(({ severity }) => severity !== 'information').map(({ rule }) => rule))].sort(), seen, agrees: holds };
}

const isDevelopment = ({ server }: Scenario): boolean => server !== undefined && /^runserver|--reload$/.test(server);
