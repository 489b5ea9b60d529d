// The endpoint of the exporter does not fit its protocol: the port, the path or the scheme.
import { setForLaunch } from '../fix/launch/for-launch';
import { replaceLiteral } from '../fix/literal-text';
import { PROTOCOL_VARIABLE } from '../knowledge/exporters';
import { ENDPOINT_VARIABLES, endpointProblem, PORTS, SECURITY_VARIABLES, THIS_MACHINE, type EndpointProblem } from '../knowledge/otlp-endpoints';
import type { ProjectLaunch } from '../project/launches';
import type { BootEvent, Frame } from '../boot/events';
import type { Fix, Message, Severity } from '../report';
import { exporterOfCode, exporterUnderWrapper, traceExporter, type TraceExporter } from './exporter-kinds';
import { isAutoInstrumented } from './launch-kinds';
import { givenIn, startsHere, tracedLaunches, type Given } from './launch-variables';
import { bootsOf, holdingEverywhere } from './occurrences';
import type { Found, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface Mismatch extends Found {
  readonly problem: EndpointProblem;
  readonly value: string;
  readonly right: string;
  /** In a launch, or in a call. */
  readonly given?: Given;
  readonly call?: Frame;
  /** gRPC is what opentelemetry-distro takes without a variable. */
  readonly isDefault: boolean;
}

export const exporterEndpointMismatch: Rule<Mismatch> = {
  id: 'exporter-endpoint-mismatch',
  severity: 'error',
  summary: "The endpoint of the exporter does not fit its protocol: another port, path or scheme.",
  find: (project) => [...project.projects.flatMap(({ root }) => inLaunches(project, root)), ...inCalls(project)],
  say,
  fixes,
};

function inLaunches(project: Project, root: string): Mismatch[] {
  const launches = tracedLaunches(project, root);
  if (launches.length === 0) return [];
  const inCode = exporterOfCode(project, root);
  return byPlace(givenIn(launches, Object.values(ENDPOINT_VARIABLES)).flatMap((given): Mismatch[] => {
    const problems = given.launches.map((launch) => problemIn(launch, given, isAutoInstrumented(launch) ? exporterUnderWrapper(project, launch) : inCode));
    const [first] = problems;
    if (!first || problems.some((one) => one?.problem !== first.problem)) return [];
    const isDefault = given.launches.every((launch) => isAutoInstrumented(launch) && launch.variables.get(PROTOCOL_VARIABLE) === 'unset');
    return [{ at: given.at, severity: severityOf(first.problem, given.value), boots: [], launches: given.launches, related: given.launches.slice(0, 3).map(startsHere), given, value: given.value, isDefault, ...first }];
  }));
}

/** With TLS an own machine's name may be right where the receiver has a certificate; that of this very machine no authority signs. */
const severityOf = (problem: EndpointProblem, endpoint: string): Severity => (problem === 'TLS' && !THIS_MACHINE.test(endpoint) ? 'warning' : 'error');

type Exporter = Pick<TraceExporter, 'kind' | 'securityGiven'>;

/** The variable for traces comes before the one for all signals. */
function problemIn({ variables }: ProjectLaunch, { name, value }: Given, exporter: Exporter | undefined): ReturnType<typeof endpointProblem> {
  const isBase = name === ENDPOINT_VARIABLES.base;
  if (!exporter || (isBase && variables.get(ENDPOINT_VARIABLES.traces) !== 'unset')) return undefined;
  const securityGiven = exporter.securityGiven || SECURITY_VARIABLES.some((one) => variables.get(one) !== 'unset');
  return endpointProblem({ kind: exporter.kind, value, from: isBase ? 'base' : 'whole', securityGiven });
}

function inCalls(project: Project): Mismatch[] {
  const problem = (event: BootEvent) => {
    const exporter = traceExporter(event);
    return exporter?.endpoint === undefined ? undefined : endpointProblem({ kind: exporter.kind, value: exporter.endpoint, from: 'whole', securityGiven: exporter.securityGiven });
  };
  const groups = holdingEverywhere(project, ['exporter-created'], ({ step }) => problem(step.event) !== undefined && step.chain.length > 0, ({ step }) => step.chain.at(-1)!);
  return groups.map((group): Mismatch => {
    const call = group[0]!.step.chain.at(-1)!;
    const found = problem(group[0]!.step.event)!;
    return { at: call, severity: severityOf(found.problem, traceExporter(group[0]!.step.event)!.endpoint!), boots: bootsOf(group), related: [], call, value: traceExporter(group[0]!.step.event)!.endpoint!, isDefault: false, ...found };
  });
}

const WHAT: Readonly<Record<EndpointProblem, string>> = {
  'http at the port of gRPC': `The exporter speaks HTTP, and port ${PORTS.grpc} receives gRPC.`,
  'gRPC at the port of http': `The exporter speaks gRPC, and port ${PORTS.http} receives HTTP.`,
  'no path': 'This endpoint has no path, and none is added to it.',
  'path twice': 'The exporter adds `/v1/traces` to this endpoint, which has it already.',
  'no scheme': 'This endpoint has no scheme, which the HTTP exporter needs.',
  TLS: 'Without a scheme the gRPC exporter speaks TLS.',
};

const LOGGED: Readonly<Record<EndpointProblem, string>> = {
  'http at the port of gRPC': "`Transient error ('Connection aborted.', BadStatusLine(...)) encountered while exporting spans batch`",
  'gRPC at the port of http': '`Transient error StatusCode.UNAVAILABLE` with `Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame, got frame type 79)`',
  'no path': '`Failed to export spans batch code: 404, reason: Not Found`',
  'path twice': '`Failed to export spans batch code: 404, reason: Not Found`',
  'no scheme': '`Failed to export spans batch code: None, reason: No connection adapters were found`',
  TLS: '`StatusCode.UNAVAILABLE` where the receiver has no TLS',
};

function say({ problem, right, isDefault, value }: Mismatch): Message {
  const other = problem === 'gRPC at the port of http' && isDefault ? ` or set \`${PROTOCOL_VARIABLE}=http/protobuf\`: without it opentelemetry-distro takes gRPC` : '';
  return {
    what: WHAT[problem],
    why: `Requests are answered with 200 and no span arrives${problem === 'TLS' ? '' : ': 0 of 4'}. The log has ${LOGGED[problem]}.`,
    todo: `Write \`${right}\` instead of \`${value.trim()}\`${other}.`,
  };
}

function fixes({ given, call, right, value, problem, isDefault }: Mismatch, project: Project): Fix[] {
  if (call) {
    const edit = replaceLiteral(project.files, call, value, right);
    return edit ? [{ title: `Change it to ${right}`, safety: 'review', edits: [edit] }] : [];
  }
  const [launch] = given!.launches;
  const byProtocol = problem === 'gRPC at the port of http' && isDefault && given!.launches.length === 1 ? setForLaunch(project, launch!, PROTOCOL_VARIABLE, 'http/protobuf') : undefined;
  const byEndpoint = setForLaunch(project, launch!, given!.name, right);
  return [
    ...(byProtocol ? [{ title: `Set ${PROTOCOL_VARIABLE} to http/protobuf`, safety: 'review' as const, edits: byProtocol }] : []),
    ...(byEndpoint ? [{ title: `Change it to ${right}`, safety: 'review' as const, edits: byEndpoint }] : []),
  ];
}
