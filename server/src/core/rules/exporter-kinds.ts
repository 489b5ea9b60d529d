// The OTLP exporters of spans that code makes, and the one that opentelemetry-instrument does.
import type { BootEvent } from '../boot/events';
import { hasDistro } from '../dependencies/opentelemetry';
import { ANY } from '../dependencies/versions';
import { DISTROS } from '../knowledge/distributions';
import { PACKAGES } from '../knowledge/opentelemetry-packages';
import { ENDPOINT_VARIABLES } from '../knowledge/otlp-endpoints';
import type { LaunchKind } from '../launch/started/types';
import type { ProjectLaunch } from '../project/launches';
import { exportersOf } from './launch-exporters';
import { writtenAt } from './read-values';
import type { Project } from './rule';

export interface TraceExporter {
  readonly kind: 'grpc' | 'http';
  /** The argument; undefined: not given, or not known. */
  readonly endpoint: string | undefined;
  /** What the argument is where a variable is not set. */
  readonly otherwise?: Extract<BootEvent, { kind: 'exporter-created' }>['otherwise'];
  /** The variables decide: no argument, and the code has not written one of them. */
  readonly byVariables: boolean;
  readonly securityGiven: boolean;
}

const CLASS = /^opentelemetry\.exporter\.otlp\.proto\.(grpc|http)\.trace_exporter\./;

export function traceExporter(event: BootEvent): TraceExporter | undefined {
  if (event.kind !== 'exporter-created') return undefined;
  const kind = CLASS.exec(event.exporter)?.[1];
  if (kind !== 'grpc' && kind !== 'http') return undefined;
  const { given, endpoint, otherwise } = event;
  const isOpen = given.some((name) => name === 'endpoint' || name === '**');
  return { kind, endpoint, ...(otherwise && { otherwise }), byVariables: !isOpen && !writtenAt(event).some(({ name }) => Object.values<string>(ENDPOINT_VARIABLES).includes(name)), securityGiven: given.some((name) => /^(insecure|credentials|\*\*)$/.test(name)) };
}

/** Kinds of launches whose files say the whole environment of a process; a platform or a person may add to it elsewhere. */
const WHOLE: readonly LaunchKind[] = ['compose', 'kubernetes', 'systemd'];

/** An endpoint that code gives. `unset`: in place of this variable, which the launch does not have. */
export interface Told {
  readonly endpoint: string;
  readonly unset?: string;
}

/** @param launch that the exporter is made in @returns undefined where it is not known, or no argument */
export function toldBy({ endpoint, otherwise }: TraceExporter, launch: ProjectLaunch | undefined): Told | undefined {
  if (endpoint !== undefined) return { endpoint };
  const isUnset = otherwise && launch && WHOLE.includes(launch.kind) && launch.variables.get(otherwise.variable) === 'unset';
  return isUnset ? { endpoint: otherwise.endpoint, unset: otherwise.variable } : undefined;
}

/**
 * What every exporter of spans has in common that a project makes and that variables tell where to send.
 * @param launch its own boots count where it has any
 * @returns undefined where they differ, or one is told by code
 */
export function exporterOfCode({ boots }: Project, root: string, launch: ProjectLaunch): Pick<TraceExporter, 'kind' | 'securityGiven'> | undefined {
  const own = boots.filter((boot) => boot.claimed && boot.launch === launch);
  const all = (own.length > 0 ? own : boots.filter((boot) => boot.claimed && boot.root === root)).flatMap(({ paths }) => paths.flatMap(({ steps }) => steps.flatMap(({ event }) => traceExporter(event) ?? [])));
  const [first] = all;
  const isOne = first && all.every(({ kind, byVariables }) => byVariables && kind === first.kind);
  return isOne ? { kind: first.kind, securityGiven: all.some(({ securityGiven }) => securityGiven) } : undefined;
}

/** The one that opentelemetry-instrument makes for a launch. @returns undefined where that is not known, or none of OTLP alone; a vendor's distribution has ways of its own */
export function exporterUnderWrapper({ dependencies }: Project, { root, variables }: ProjectLaunch): Pick<TraceExporter, 'kind' | 'securityGiven'> | undefined {
  const installed = dependencies(root);
  const vendor = DISTROS.some((name) => name !== PACKAGES.distro && installed.find(name).installed === 'yes');
  if (vendor || hasDistro(installed) === 'no') return undefined;
  const traces = exportersOf(variables, ANY).filter(({ signal }) => signal === 'traces');
  const kinds = new Set(traces.map(({ distribution }) => (distribution?.endsWith('-http') ? 'http' : distribution?.endsWith('otlp-proto-grpc') ? 'grpc' : undefined)));
  const [kind] = kinds;
  return kinds.size === 1 && kind ? { kind, securityGiven: false } : undefined;
}
