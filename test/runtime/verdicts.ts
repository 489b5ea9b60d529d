// Holds the checker to what was seen: for each scenario its verdict, the run, and whether they agree.
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { TestProject, testParser } from '../rules/project';
import { allScenarios } from './all';
import { readObserved, type Observed, type Seen } from './observed';
import { agrees, isHarmed, outcome, verdict, type Outcome, type Verdict } from './outcome';
import { pinned } from './pinned';
import { asWritten } from './ports';
import { fingerprint, ownStack, type Scenario } from './scenario';

export interface Judged {
  /** Of the scenario; with ` (stack)` behind it where that is not the scenario's own. */
  readonly id: string;
  readonly said: Verdict;
  /** Rule ids of the errors and warnings. */
  readonly rules: readonly string[];
  /** Rule ids of information. */
  readonly advice: readonly string[];
  /** undefined: not run yet, or another text was. */
  readonly seen: Outcome | undefined;
  readonly agrees: boolean;
  /** The run shows some harm. */
  readonly harmed: boolean;
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
  const runOf = (one: Scenario): Seen | undefined => {
    const run = runs[one.id]?.[stack];
    return run?.text === fingerprint(one) ? run : undefined;
  };
  const seenOn = (one: Scenario): Outcome | undefined => {
    const run = runOf(one);
    return run && outcome(one, run);
  };
  const own = stack === ownStack(scenario);
  const record = stacks[stack];
  // What no file of the project says, such as the version of Python, the pinned ones do say.
  const known = own ? scenario : { meant: scenario.meant };
  const files = own || !record ? scenario.files : pinned(scenario.files, record);
  const { findings } = new TestProject(parser, asWritten(files)).check();
  const said = verdict(findings, scenario.server?.startsWith('runserver') === true);
  const seen = seenOn(scenario);
  // A development server that works does not lower a verdict: it is about the servers that the same files have in production.
  const judgedBy = isDevelopment(scenario) && (said === 'error' || said === 'warning') ? all.filter((other) => other.page === scenario.page && other.name === scenario.name && !isDevelopment(other)).map(seenOn) : [];
  const run = runOf(scenario);
  // A harm that is a race with the delay of a batch shows in the run with the standard delay, which is what the files say, or in the other one.
  const race = scenario.varies && run?.tail && said !== 'silent' ? [outcome(scenario, run.tail)] : [];
  const holds = [seen, ...race, ...judgedBy].some((one) => one !== undefined && agrees(said, one, known));
  const [rules, advice] = [false, true].map((informs) => [...new Set(findings.filter(({ severity }) => (severity === 'information') === informs).map(({ rule }) => rule))].sort());
  return { id: own ? scenario.id : `${scenario.id} (${stack})`, said, rules: rules!, advice: advice!, seen, agrees: holds, harmed: run !== undefined && isHarmed(scenario, run) };
}

const isDevelopment = ({ server }: Scenario): boolean => server !== undefined && /^runserver|--reload$/.test(server);
