// Values that launch files give to variables of OpenTelemetry, where something of the project traces.
import { CONFIGURED_ELSEWHERE, SDK_SWITCH } from '../knowledge/exporters';
import type { ProjectLaunch } from '../project/launches';
import type { Span } from '../text/span';
import { autoInstrumentation } from './launch-kinds';
import type { Found, Project } from './rule';

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

export function startsHere({ serverAt: { file, start, end } }: ProjectLaunch): Found['related'][number] {
  return { at: { file, start, end }, message: 'It is started here.' };
}
