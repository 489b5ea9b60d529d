// A variable has a value with which the SDK does not start: a propagator or protocol that is not there, a batch larger than its queue.
import { DEFAULT_EXPORTER, EXPORTER_VARIABLES, NO_EXPORTERS, PROTOCOL_VARIABLE, PROTOCOL_VARIABLES } from '../knowledge/exporters';
import { BATCH, NO_PROPAGATORS, OWN_PROPAGATORS, PROPAGATOR_PACKAGES, PROTOCOLS } from '../knowledge/otel-variables';
import { isByWrapper, keeping, variableRule, type GivenValue, type Verdict } from './given-values';
import type { Project } from './rule';

const PROTOCOL_NAMES: readonly string[] = [PROTOCOL_VARIABLES.traces, PROTOCOL_VARIABLE];

export const otelSettingInvalid = variableRule(
  {
    id: 'otel-setting-invalid',
    severity: 'error',
    summary: 'A variable of OpenTelemetry has a value with which the SDK does not start.',
  },
  [...PROTOCOL_NAMES, EXPORTER_VARIABLES.traces, 'OTEL_PROPAGATORS', BATCH.queue, BATCH.batch],
  (given, project, root) => (PROTOCOL_NAMES.includes(given.name) ? protocol(given) : given.name === EXPORTER_VARIABLES.traces ? exporter(given) : given.name === 'OTEL_PROPAGATORS' ? propagators(given, project, root) : batch(given)),
);

/** Only opentelemetry-instrument reads it: an exporter that code makes has its protocol. */
function protocol({ name, value, readings }: GivenValue): Verdict | undefined {
  if (value.trim() === '' || PROTOCOLS.includes(value.trim()) || !readings.every(isByWrapper)) return undefined;
  const right = /^http/i.test(value.trim()) ? 'http/protobuf' : 'grpc';
  return {
    severity: 'error',
    message: {
      what: `\`${value}\` is no protocol that OpenTelemetry for Python has.`,
      why: `\`opentelemetry-instrument\` gives up before it instruments anything: \`RuntimeError: Unsupported OTLP protocol '${value.trim()}' is configured\` is logged once, requests are answered with 200, and 0 spans came out of 4.`,
      todo: 'Write `http/protobuf` (port 4318) or `grpc` (port 4317).',
    },
    fix: { title: `Change it to ${right}`, name, value: right },
  };
}

/** A name of the specification that nothing brings for Python. */
function exporter({ name, value, readings }: GivenValue): Verdict | undefined {
  const wrong = value.split(',').map((item) => item.trim()).find((item) => NO_EXPORTERS.includes(item));
  if (wrong === undefined || !readings.every(isByWrapper)) return undefined;
  return {
    severity: 'error',
    message: {
      what: `No package of OpenTelemetry for Python has an exporter \`${wrong}\`.`,
      why: `\`opentelemetry-instrument\` gives up before it instruments anything: \`RuntimeError: Requested component '${wrong}' not found in entry point 'opentelemetry_traces_exporter'\` is logged once, requests are answered with 200, and 0 spans came out of 4.`,
      todo: `Write \`${DEFAULT_EXPORTER}\`, or the name that a package has, such as \`zipkin_proto\` or \`jaeger_thrift\`.`,
    },
    fix: { title: `Change it to ${DEFAULT_EXPORTER}`, name, value: DEFAULT_EXPORTER },
  };
}

function propagators({ name, value }: GivenValue, { dependencies }: Project, root: string): Verdict | undefined {
  const items = value.split(',').map((item) => item.trim()).filter((item) => item !== '');
  if (items.some((item) => item.toLowerCase() === NO_PROPAGATORS.name)) return without(name, value);
  const missing = items.find((item) => PROPAGATOR_PACKAGES[item] !== undefined && dependencies(root).find(PROPAGATOR_PACKAGES[item]!).installed === 'no');
  if (missing === undefined) return undefined;
  return {
    severity: 'error',
    message: {
      what: `The propagator \`${missing}\` is in \`${PROPAGATOR_PACKAGES[missing]!}\`, which is not installed.`,
      why: `\`Propagator ${missing} not found. It is either misspelled or not installed.\` is raised as OpenTelemetry is imported: the project does not start, and under \`opentelemetry-instrument\` 0 spans came out of 4.`,
      todo: 'Install the package, or take the propagator away.',
    },
    fix: keeping(name, items.filter((item) => OWN_PROPAGATORS.includes(item))),
  };
}

function without(name: string, value: string): Verdict {
  return {
    severity: 'error',
    message: {
      what: `With \`${name}=${value}\` OpenTelemetry loses the context of a request.`,
      why: "Every request is answered with 500, `AttributeError: 'NoneType' object has no attribute 'get'`, and 0 spans came out of 4: reading the headers with no propagator gives no context at all.",
      todo: `Write \`${NO_PROPAGATORS.instead}\`, with which no trace is passed on either, or take it away.`,
    },
    fix: { title: `Change it to ${NO_PROPAGATORS.instead}`, name, value: NO_PROPAGATORS.instead },
  };
}

/** The one of both that is given is judged with what the other is; the batch is reported where both are. */
function batch({ name, value, readings }: GivenValue): Verdict | undefined {
  const sizes = readings.map(({ variables }) => [sizeOf(variables.get(BATCH.queue), BATCH.queue), sizeOf(variables.get(BATCH.batch), BATCH.batch)] as const);
  const isWrong = sizes.every(([queue, size]) => queue !== undefined && size !== undefined && size > queue);
  if (!isWrong || (name === BATCH.queue && readings.some(({ variables }) => variables.get(BATCH.batch) !== 'unset'))) return undefined;
  const [queue, size] = sizes[0]!;
  return {
    severity: 'error',
    message: {
      what: `A batch of ${size} spans does not fit a queue of ${queue}${name === BATCH.queue ? ` (${value})` : ''}.`,
      why: '`ValueError: max_export_batch_size must be less than or equal to max_queue_size` is raised where the span processor is made: the project does not start, and under `opentelemetry-instrument` 0 spans came out of 4.',
      todo: `Let \`${BATCH.queue}\` be at least as large as \`${BATCH.batch}\`.`,
    },
    fix: { title: `Set ${name} to ${name === BATCH.queue ? size : queue}`, name, value: String(name === BATCH.queue ? size : queue) },
  };
}

function sizeOf(variable: ReturnType<GivenValue['readings'][number]['variables']['get']>, name: keyof typeof BATCH.defaults): number | undefined {
  if (variable === 'unset') return BATCH.defaults[name];
  return typeof variable === 'object' && variable.value !== undefined && /^\d+$/.test(variable.value.trim()) ? Number(variable.value) : undefined;
}
