// Spans are sent to the container itself, although a service beside it receives them.
import { replaceLiteral } from '../fix/literal-text';
import { setVariable } from '../fix/launch/set-variable';
import { launchIn } from '../fix/launch/for-launch';
import { ENDPOINT_VARIABLES, PORTS, TRACES_PATH } from '../knowledge/otlp-endpoints';
import { receiversFor, type Receivers } from '../launch/compose/receivers';
import { isComposeFile } from '../launch/started/compose';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { isAutoInstrumented } from './launch-kinds';
import { localExport, type ByCall, type LocalExport } from './local-exporters';
import { mayBeOff, startsHere, tracedLaunches } from './launch-variables';
import type { Found, Place, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface Unreachable extends Found {
  readonly launch: ProjectLaunch;
  readonly local: LocalExport;
  readonly receivers: Receivers['receivers'];
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
  const local = localExport(project, launch, wrapped);
  const beside = local && receiversBeside(project, launch);
  if (!local || !beside || beside.receivers.length === 0) return undefined;
  const related = beside.receivers.slice(0, 1).map(({ at }) => ({ at: { file: launch.file, start: at.start, end: at.end }, message: 'This service receives spans.' }));
  return { at: placeOf(local, launch, beside), severity: isCertain(local, wrapped) ? 'error' : 'warning', boots: [], launches: [launch], related: [...related, startsHere(launch)], launch, local, receivers: beside.receivers };
}

/** Code may still write a variable in a way that is not seen; an argument is what it is. */
const isCertain = ({ by }: LocalExport, wrapped: boolean): boolean => wrapped || (by !== 'default' && ('call' in by ? by.unset === undefined : by.isWhole === true));

/** The argument in code, the variable in this compose file, or else the service. */
function placeOf({ by }: LocalExport, { file }: ProjectLaunch, beside: Receivers): Place {
  if (by !== 'default' && 'call' in by) return by.call;
  const { start, end } = by !== 'default' && by.variable.at.file === file ? by.variable.at : beside.at;
  return { file, start, end };
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

function say({ local: { kind, by }, receivers, launch: { where } }: Unreachable): Message {
  const port = PORTS[kind];
  const [{ name, ports }] = receivers as [Receivers['receivers'][number]];
  const address = `http://${name}:${ports[kind]}`;
  return {
    what: what(by, where),
    why: `Requests are answered with 200 and no span arrives. The log has ${kind === 'http' ? `\`HTTPConnectionPool(host='localhost', port=${port}): Max retries exceeded\`` : `\`StatusCode.UNAVAILABLE encountered while exporting traces to localhost:${port}\``}.`,
    todo: `Send them to the service \`${name}\`: \`${by !== 'default' && 'call' in by ? `${address}${pathOf(kind, true)}` : `${ENDPOINT_VARIABLES.base}=${address}`}\`.`,
  };
}

function what(by: LocalExport['by'], service: string): string {
  if (by === 'default') return `Nothing tells the exporter of \`${service}\` where to send, and it takes localhost: the container itself.`;
  const unset = 'call' in by && by.unset !== undefined ? `, where nothing sets ${by.unset}` : '';
  return `\`${('call' in by ? by.endpoint : by.variable.value!).trim()}\` is the container of \`${service}\` itself, which receives no spans${unset}.`;
}

/** What stands behind the port where the exporter adds nothing. */
const pathOf = (kind: LocalExport['kind'], isWhole: boolean): string => (kind === 'http' && isWhole ? TRACES_PATH : '');

/** In the compose file, whatever a file of variables says to those who start the project without a container; in code where no variable decides. */
function fixes({ launch, local: { kind, by }, receivers }: Unreachable, project: Project): Fix[] {
  const text = launchIn(project, launch);
  const given = by === 'default' ? undefined : by;
  return receivers.flatMap((receiver): Fix[] => {
    const address = `http://${receiver.name}:${receiver.ports[kind]}`;
    if (given && 'call' in given && given.unset === undefined) return inCode(project, given, `${address}${pathOf(kind, true)}`);
    const name = given && ('call' in given ? given.unset! : given.name);
    const isWhole = given !== undefined && ('call' in given || given.isWhole === true || name === ENDPOINT_VARIABLES.traces);
    const value = `${address}${pathOf(kind, isWhole)}`;
    const edits = text && setVariable(launch.file, text, name ?? ENDPOINT_VARIABLES.base, value, project.launchParsers!);
    return edits ? [{ title: `Set ${name ?? ENDPOINT_VARIABLES.base}=${value} for ${launch.where}`, safety: 'review', edits }] : [];
  });
}

function inCode({ files }: Project, { call, endpoint }: ByCall, value: string): Fix[] {
  const edit = replaceLiteral(files, call, endpoint, value);
  return edit ? [{ title: `Change it to ${value}`, safety: 'review', edits: [edit] }] : [];
}
