// Values that launch files give to variables of OpenTelemetry, where something of the project traces.
import { removeForLaunch, setForLaunch } from '../fix/launch/for-launch';
import { CONFIGURED_ELSEWHERE, SDK_SWITCH } from '../knowledge/exporters';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message, Severity } from '../report';
import type { Span } from '../text/span';
import { autoInstrumentation } from './launch-kinds';
import type { Found, Project, Rule, RuleInfo } from './rule';
import { byPlace } from './same-place';

/** A value of a variable, and the launches that see it. */
export interface Given {
  readonly name: string;
  readonly value: string;
  /** Where a file gives it. */
  readonly at: Span;
  readonly launches: readonly ProjectLaunch[];
}

/** Launches of a project in which spans are made: OpenTelemetry is in front of them, or code of the project sets it up. Those of tests are left out, and those that a configuration file of OpenTelemetry decides. */
export function tracedLaunches({ launches, boots }: Project, root: string): readonly ProjectLaunch[] {
  const byCode = boots.some((boot) => boot.root === root && boot.claimed && boot.paths.some(({ steps }) => steps.some(({ event }) => /^(instrumented|provider-installed|exporter-created)$/.test(event.kind))));
  return launches.filter((launch) => launch.root === root && launch.kind !== 'test' && (byCode || autoInstrumentation(launch) !== undefined) && CONFIGURED_ELSEWHERE.every((name) => typeof launch.variables.get(name) === 'string'));
}

/** Does a variable switch the SDK off, as far as is known? */
export function mayBeOff({ variables }: ProjectLaunch): boolean {
  const off = variables.get(SDK_SWITCH.variable);
  return off === 'unknown' || (typeof off === 'object' && (off.value === undefined || off.value.trim().toLowerCase() === SDK_SWITCH.off));
}

/** What is given to some variables in these launches; one place is one value. */
export function givenIn(launches: readonly ProjectLaunch[], names: readonly string[]): Given[] {
  const found = new Map<string, Given>();
  for (const launch of launches) {
    for (const name of names) {
      const variable = launch.variables.get(name);
      if (typeof variable !== 'object' || variable.value === undefined) continue;
      const { file, start, end } = variable.at;
      const key = `${file} ${start} ${name}`;
      const known = found.get(key);
      if (known && known.value !== variable.value) continue;
      found.set(key, { name, value: variable.value, at: { file, start, end }, launches: [...(known?.launches ?? []), launch] });
    }
  }
  return [...found.values()];
}

/** What is wrong with a value. */
export interface Verdict {
  readonly severity: Severity;
  readonly message: Message;
  /** Another value, or another variable, that mends it; without a value it is taken away. */
  readonly fix?: { readonly title: string; readonly name: string; readonly value?: string };
}

/** What mends a list: the items of it that may stay, or none of it. */
export function keeping(name: string, items: readonly string[]): NonNullable<Verdict['fix']> {
  const value = items.join(',');
  return value === '' ? { title: `Remove ${name}`, name } : { title: `Change it to ${value}`, name, value };
}

export interface FoundValue extends Found {
  readonly given: Given;
  readonly verdict: Verdict;
}

/** A rule about values of variables. @param judge undefined: nothing is wrong */
export function variableRule(info: RuleInfo, names: readonly string[], judge: (given: Given, project: Project, root: string) => Verdict | undefined): Rule<FoundValue> {
  return {
    ...info,
    find: (project) => byPlace(project.projects.flatMap(({ root }) => givenIn(tracedLaunches(project, root), names).flatMap((given): FoundValue[] => {
      const verdict = judge(given, project, root);
      return verdict ? [{ at: given.at, severity: verdict.severity, boots: [], launches: given.launches, related: given.launches.slice(0, 3).map(startsHere), given, verdict }] : [];
    }))),
    say: ({ verdict }) => verdict.message,
    fixes: (found, project) => fixesOf(found, project),
  };
}

export function startsHere({ serverAt: { file, start, end } }: ProjectLaunch): Found['related'][number] {
  return { at: { file, start, end }, message: 'It is started here.' };
}

function fixesOf({ given, verdict: { fix } }: FoundValue, project: Project): Fix[] {
  const [launch] = given.launches;
  const edits = fix && (fix.value === undefined ? removeForLaunch(project, launch!, fix.name) : setForLaunch(project, launch!, fix.name, fix.value));
  return edits ? [{ title: fix.title, safety: 'review', edits }] : [];
}
