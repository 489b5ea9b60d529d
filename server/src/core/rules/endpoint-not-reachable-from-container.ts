// Spans are sent to the container itself, although a service beside it receives them.
import { setVariable } from '../fix/launch/set-variable';
import { launchIn } from '../fix/launch/for-launch';
import { ENDPOINT_VARIABLES, PORTS, TRACES_PATH } from '../knowledge/otlp-endpoints';
import { receiversFor, type Receivers } from '../launch/compose/receivers';
import { isComposeFile } from '../launch/started/compose';
import type { Variable } from '../launch/started/types';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { exporterUnderWrapper, traceExporter, type TraceExporter } from './exporter-kinds';
import { isAutoInstrumented } from './launch-kinds';
import { mayBeOff, startsHere, tracedLaunches } from './launch-variables';
import type { Found, Project, Rule } from './rule';
import { byPlace } from './same-place';

type Kind = TraceExporter['kind'];

interface Unreachable extends Found {
  readonly launch: ProjectLaunch;
  readonly kind: Kind;
  /** Undefined: nothing is given, and localhost is what the exporter takes. */
  readonly given: Local | undefined;
  readonly receivers: Receivers['receivers'];
}

interface Local {
  readonly name: string;
  readonly variable: Variable;
}

export const endpointNotReachableFromContainer: Rule<Unreachable> = {
  id: 'endpoint-not-reachable-from-container',
  severity: 'error',
  summary: 'Spans are sent to localhost, which is the container itself, while another service of the compose file receives them.',
  find,
  say,
  fixes,
};

function find(project: Project): Unreachable[] {
  return byPlace(project.projects.flatMap(({ root }) => tracedLaunches(project, root)).flatMap((launch) => unreachable(project, launch) ?? []));
}

function unreachable(project: Project, launch: ProjectLaunch): Unreachable | undefined {
  if (launch.kind !== 'compose' || mayBeOff(launch)) return undefined;
  const wrapped = isAutoInstrumented(launch);
  const kind = kindOf(project, launch, wrapped);
  const local = kind && localEndpoint(launch);
  const beside = local && receiversBeside(project, launch);
  if (!kind || !local || !beside || beside.receivers.length === 0) return undefined;
  const given = local === 'default' ? undefined : local;
  const here = given?.variable.at.file === launch.file ? given.variable.at : beside.at;
  const related = beside.receivers.slice(0, 1).map(({ at }) => ({ at: { file: launch.file, start: at.start, end: at.end }, message: 'This service receives spans.' }));
  // Code may still write a variable in a way that is not seen.
  return { at: { file: launch.file, start: here.start, end: here.end }, severity: wrapped ? 'error' : 'warning', boots: [], launches: [launch], related: [...related, startsHere(launch)], launch, kind, given, receivers: beside.receivers };
}

/** By which protocol this launch exports on every path, with nothing but variables to tell where to. */
function kindOf(project: Project, launch: ProjectLaunch, wrapped: boolean): Kind | undefined {
  const paths = project.boots.filter((boot) => boot.launch === launch).flatMap((boot) => boot.paths);
  const made = paths.map(({ steps }) => steps.flatMap(({ event }) => traceExporter(event) ?? []));
  const kinds = new Set(made.flat().map(({ kind }) => kind));
  if (made.flat().some(({ byVariables }) => !byVariables)) return undefined;
  if (wrapped) return exporterUnderWrapper(project, launch)?.kind;
  const fromFile = paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'environment-loaded'));
  return made.length > 0 && made.every((each) => each.length > 0) && kinds.size === 1 && !fromFile ? [...kinds][0] : undefined;
}

const LOCAL = /^\s*([a-z]+:\/\/)?(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])(:\d+)?(\/\S*)?\s*$/i;

/** `default`: no variable gives one. @returns undefined where it is somewhere else, or not known */
function localEndpoint({ variables }: ProjectLaunch): Local | 'default' | undefined {
  for (const name of [ENDPOINT_VARIABLES.traces, ENDPOINT_VARIABLES.base]) {
    const variable = variables.get(name);
    if (variable === 'unset') continue;
    return typeof variable === 'object' && variable.value !== undefined && LOCAL.test(variable.value) ? { name, variable } : undefined;
  }
  return 'default';
}

/** What makes localhost something else in a container, or keeps a service from being started. */
const CHANGES_THAT = /\bnetwork_mode\b|^\s*(-\s*)?["']?localhost\b|\b(replicas|scale)["']?\s*:\s*["']?0\b/m;

/** A network of its own is what makes localhost the container; any other compose file may be used with this one. */
function receiversBeside({ files, launchParsers, projects }: Project, { file, where, root }: ProjectLaunch): Receivers | undefined {
  const others = projects.find((one) => one.root === root)!.launchFiles.filter(isComposeFile);
  const text = files.text(file);
  if (!launchParsers || text === undefined || others.some((other) => CHANGES_THAT.test(files.text(other) ?? ''))) return undefined;
  return receiversFor(text, where, launchParsers);
}

function say({ kind, given, receivers, launch }: Unreachable): Message {
  const port = PORTS[kind];
  const [{ name, ports }] = receivers as [Receivers['receivers'][number]];
  return {
    what: given ? `\`${given.variable.value!.trim()}\` is the container of \`${launch.where}\` itself, which receives no spans.` : `Nothing tells the exporter of \`${launch.where}\` where to send, and it takes localhost: the container itself.`,
    why: `Requests are answered with 200 and no span arrives. The log has ${kind === 'http' ? `\`HTTPConnectionPool(host='localhost', port=${port}): Max retries exceeded\`` : `\`StatusCode.UNAVAILABLE encountered while exporting traces to localhost:${port}\``}.`,
    todo: `Send them to the service \`${name}\`: \`${ENDPOINT_VARIABLES.base}=http://${name}:${ports[kind]}\`.`,
  };
}

/** In the compose file, whatever a file of variables says to those who start the project without a container. */
function fixes({ launch, kind, given, receivers }: Unreachable, project: Project): Fix[] {
  const name = given?.name ?? ENDPOINT_VARIABLES.base;
  const path = kind === 'http' && name === ENDPOINT_VARIABLES.traces ? TRACES_PATH : '';
  const text = launchIn(project, launch);
  return receivers.flatMap((receiver): Fix[] => {
    const value = `http://${receiver.name}:${receiver.ports[kind]}${path}`;
    const edits = text && setVariable(launch.file, text, name, value, project.launchParsers!);
    return edits ? [{ title: `Set ${name}=${value} for ${launch.where}`, safety: 'review', edits }] : [];
  });
}
