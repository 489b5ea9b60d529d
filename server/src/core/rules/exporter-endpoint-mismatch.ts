// The endpoint of the exporter does not fit its protocol: the port, the path or the scheme.
import { replaceLiteral } from '../fix/literal-text';
import { PROTOCOL_VARIABLE } from '../knowledge/exporters';
import { ENDPOINT_VARIABLES, endpointProblem, PORTS, SECURITY_VARIABLES, THIS_MACHINE, type EndpointProblem } from '../knowledge/otlp-endpoints';
import type { Frame } from '../boot/events';
import type { Fix, Message, Severity } from '../report';
import { exporterOfCode, exporterUnderWrapper, toldBy, traceExporter, type Told, type TraceExporter } from './exporter-kinds';
import { fixesOf, valuesFound, type FoundValue, type GivenValue, type Reading, type Verdict } from './given-values';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Found, Project, Rule } from './rule';

/** What is wrong with an endpoint, and the one that is right. */
interface Wrong {
  readonly problem: EndpointProblem;
  readonly value: string;
  readonly right: string;
  /** gRPC is what opentelemetry-distro takes without a variable. */
  readonly isDefault: boolean;
}

/** In a call. */
interface InCall extends Found {
  readonly wrong: Wrong;
  readonly call: Frame;
}

type Mismatch = InCall | FoundValue;

export const exporterEndpointMismatch: Rule<Mismatch> = {
  id: 'exporter-endpoint-mismatch',
  severity: 'error',
  summary: "The endpoint of the exporter does not fit its protocol: another port, path or scheme.",
  find: (project) => [...valuesFound(project, Object.values(ENDPOINT_VARIABLES), judge), ...inCalls(project)],
  say: (found) => ('call' in found ? say(found.wrong) : found.verdict.message),
  fixes: (found, project) => ('call' in found ? inCall(found, project) : fixesOf(found, project)),
};

function judge(given: GivenValue, project: Project, root: string): Verdict | undefined {
  const problems = given.readings.map((reading) => problemIn(reading, given, exporterIn(reading, given, project, root)));
  const [first] = problems;
  if (!first || problems.some((one) => one?.problem !== first.problem)) return undefined;
  const isDefault = given.readings.every((reading) => reading.isWrapped && reading.variables.get(PROTOCOL_VARIABLE) === 'unset');
  const byProtocol = isDefault && first.problem === 'gRPC at the port of http' && given.launches.length === 1;
  const better = byProtocol && { title: `Set ${PROTOCOL_VARIABLE} to http/protobuf`, name: PROTOCOL_VARIABLE, value: 'http/protobuf' };
  const message = say({ ...first, value: given.value, isDefault });
  return { severity: severityOf(first.problem, given.value), message, fix: { title: `Change it to ${first.right}`, name: given.name, value: first.right }, ...(better && { better }) };
}

/** With TLS an own machine's name may be right where the receiver has a certificate; that of this very machine no authority signs. */
const severityOf = (problem: EndpointProblem, endpoint: string): Severity => (problem === 'TLS' && !THIS_MACHINE.test(endpoint) ? 'warning' : 'error');

type Exporter = Pick<TraceExporter, 'kind' | 'securityGiven'>;

/** The one that reads the value. */
function exporterIn(reading: Reading, { launches }: GivenValue, project: Project, root: string): Exporter | undefined {
  if (reading.occurrence) return traceExporter(reading.occurrence.step.event);
  const launch = launches.find(({ variables }) => variables === reading.variables)!;
  return reading.isWrapped ? exporterUnderWrapper(project, launch) : exporterOfCode(project, root, launch);
}

/** The variable for traces comes before the one for all signals. */
function problemIn({ variables }: Reading, { name, value }: GivenValue, exporter: Exporter | undefined): ReturnType<typeof endpointProblem> {
  const isBase = name === ENDPOINT_VARIABLES.base;
  if (!exporter || (isBase && variables.get(ENDPOINT_VARIABLES.traces) !== 'unset')) return undefined;
  const securityGiven = exporter.securityGiven || SECURITY_VARIABLES.some((one) => variables.get(one) !== 'unset');
  return endpointProblem({ kind: exporter.kind, value, from: isBase ? 'base' : 'whole', securityGiven });
}

function inCalls(project: Project): InCall[] {
  const groups = holdingEverywhere(project, ['exporter-created'], (one) => wrongIn(one) !== undefined && one.step.chain.length > 0, ({ step }) => step.chain.at(-1)!);
  return groups.map((group): InCall => {
    const call = group[0]!.step.chain.at(-1)!;
    const { told, ...wrong } = wrongIn(group[0]!)!;
    // A variable that is not set may be set by hand.
    return { at: call, severity: told.unset === undefined ? severityOf(wrong.problem, wrong.value) : 'warning', boots: bootsOf(group), related: [], call, wrong };
  });
}

/** The argument of a call, or what stands there for a variable that the launch does not have. */
function wrongIn({ boot, step: { event } }: Occurrence): (Wrong & { readonly told: Told }) | undefined {
  const exporter = traceExporter(event);
  const told = exporter && toldBy(exporter, boot.launch);
  const found = told && endpointProblem({ kind: exporter.kind, value: told.endpoint, from: 'whole', securityGiven: exporter.securityGiven });
  return found && { ...found, value: told.endpoint, isDefault: false, told };
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

function say({ problem, right, isDefault, value }: Wrong): Message {
  const other = problem === 'gRPC at the port of http' && isDefault ? ` or set \`${PROTOCOL_VARIABLE}=http/protobuf\`: without it opentelemetry-distro takes gRPC` : '';
  return {
    what: WHAT[problem],
    why: `Requests are answered with 200 and no span arrives${problem === 'TLS' ? '' : ': 0 of 4'}. The log has ${LOGGED[problem]}.`,
    todo: `Write \`${right}\` instead of \`${value.trim()}\`${other}.`,
  };
}

function inCall({ call, wrong: { value, right } }: InCall, { files }: Project): Fix[] {
  const edit = replaceLiteral(files, call, value, right);
  return edit ? [{ title: `Change it to ${right}`, safety: 'review', edits: [edit] }] : [];
}
