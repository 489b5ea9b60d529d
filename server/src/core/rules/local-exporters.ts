// Launches whose exporters of spans send to the machine that they run on: by a variable, by default, or by an argument in code.
import type { BootStep, Frame } from '../boot/events';
import { ENDPOINT_VARIABLES } from '../knowledge/otlp-endpoints';
import type { Variable } from '../launch/started/types';
import type { ProjectLaunch } from '../project/launches';
import { exporterUnderWrapper, toldBy, traceExporter, type Told, type TraceExporter } from './exporter-kinds';
import type { Project } from './rule';

/** A variable of the launch says so. `isWhole`: code gives it to the exporter, which adds no path then. */
export interface ByVariable {
  readonly name: string;
  readonly variable: Variable;
  readonly isWhole?: true;
}

/** Code gives an endpoint to the exporter. */
export interface ByCall extends Told {
  readonly call: Frame;
}

export interface LocalExport {
  readonly kind: TraceExporter['kind'];
  /** `default`: nothing gives one, and the exporters take localhost. */
  readonly by: ByVariable | ByCall | 'default';
}

const LOCAL = /^\s*([a-z]+:\/\/)?(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])(:\d+)?(\/\S*)?\s*$/i;

/** @param wrapped by opentelemetry-instrument @returns undefined where it is somewhere else on any path, or not known */
export function localExport(project: Project, launch: ProjectLaunch, wrapped: boolean): LocalExport | undefined {
  const paths = project.boots.filter((boot) => boot.launch === launch).flatMap((boot) => boot.paths);
  const made = paths.map(({ steps }) => steps.flatMap((step) => madeBy(step) ?? []));
  const all = made.flat();
  const isByVariables = all.every(({ exporter }) => exporter.byVariables);
  const kind = wrapped ? exporterUnderWrapper(project, launch)?.kind : sameKind(made);
  const fromFile = paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'environment-loaded'));
  if (!kind || (wrapped ? !isByVariables : fromFile)) return undefined;
  const by = isByVariables ? byVariables(launch) : byCalls(project, launch, all);
  return by && { kind, by };
}

interface Made {
  readonly exporter: TraceExporter;
  readonly call: Frame | undefined;
}

function madeBy({ event, chain }: BootStep): Made | undefined {
  const exporter = traceExporter(event);
  return exporter && { exporter, call: chain.at(-1) };
}

/** Some on every path, all by one protocol. */
function sameKind(made: readonly (readonly Made[])[]): TraceExporter['kind'] | undefined {
  const kinds = new Set(made.flat().map(({ exporter }) => exporter.kind));
  return made.length > 0 && made.every((each) => each.length > 0) && kinds.size === 1 ? [...kinds][0] : undefined;
}

function byVariables({ variables }: ProjectLaunch): ByVariable | 'default' | undefined {
  for (const name of [ENDPOINT_VARIABLES.traces, ENDPOINT_VARIABLES.base]) {
    const variable = variables.get(name);
    if (variable === 'unset') continue;
    return typeof variable === 'object' && variable.value !== undefined && LOCAL.test(variable.value) ? { name, variable } : undefined;
  }
  return 'default';
}

/** All of them are told the same. */
function byCalls({ boots }: Project, launch: ProjectLaunch, all: readonly Made[]): ByVariable | ByCall | undefined {
  const told = all.map(({ exporter }) => toldBy(exporter, launch));
  const call = all[0]?.call;
  const [first] = told;
  if (!first || !call || !LOCAL.test(first.endpoint) || told.some((one) => one?.endpoint !== first.endpoint || one.unset !== first.unset)) return undefined;
  const given = launch.variables.names().filter((name) => boots.some((boot) => boot.launch === launch && boot.asked.has(name))).flatMap((name): ByVariable[] => {
    const variable = launch.variables.get(name);
    return typeof variable === 'object' && variable.value === first.endpoint ? [{ name, variable, isWhole: true }] : [];
  });
  return given[0] ?? { ...first, call };
}
