// Values of OTEL_ variables that do not mean what they seem to (read in opentelemetry-python and -contrib, seen in runs with 1.45.2 / 0.66b2).

/** Variables that OpenTelemetry reads by itself. */
export const READ_BY_SDK = /^OTEL_/;

/** What reads a variable where code sets tracing up; `of`: the class or module. `argument`: one of the call that is asked first. */
export interface ReadWhen {
  readonly names: RegExp;
  readonly event: 'exporter-created' | 'provider-installed' | 'processor-added' | 'instrumented' | 'environment-read';
  readonly of?: RegExp;
  readonly argument?: RegExp;
}

/** In opentelemetry-sdk 1.45 and opentelemetry-instrumentation-django 0.66b2: constructors read when they run, and modules when they are imported. */
export const READ_WHEN: readonly ReadWhen[] = [
  { names: /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/, event: 'exporter-created', of: /^opentelemetry\.exporter\.otlp\.proto\./, argument: /^(endpoint|\*\*)$/ },
  { names: /^OTEL_EXPORTER_OTLP_(TRACES_)?HEADERS$/, event: 'exporter-created', of: /^opentelemetry\.exporter\.otlp\.proto\./, argument: /^(headers|\*\*)$/ },
  { names: /^OTEL_SDK_DISABLED$/, event: 'provider-installed' },
  { names: /^OTEL_TRACES_SAMPLER$/, event: 'provider-installed', of: /^environment$/ },
  // With nothing but an exporter: every number can be an argument.
  { names: /^OTEL_BSP_/, event: 'processor-added', of: /\.BatchSpanProcessor\(instance:[\w.]+\([^()]*\)\)$/ },
  { names: /^OTEL_PYTHON_DJANGO_INSTRUMENT$/, event: 'instrumented' },
  // The first import counts; the API's propagators are imported by it.
  { names: /^(OTEL_PYTHON_(DJANGO_)?EXCLUDED_URLS|OTEL_PROPAGATORS)$/, event: 'environment-read', of: /^opentelemetry\.instrumentation\.django$/ },
];

/** Lists of patterns; requests that fit one are not traced. The first that is set counts. */
export const EXCLUDED_URLS: readonly string[] = ['OTEL_PYTHON_DJANGO_EXCLUDED_URLS', 'OTEL_PYTHON_EXCLUDED_URLS'];

/** What every address has, and nothing that only some have: what is found here is found everywhere. */
const ADDRESSES: readonly string[] = ['http://\u0001/', 'https://\u0001:\u0002/\u0003'];

/** What Python and JavaScript read alike. */
const PLAIN_PATTERN = /^(\\[./wWdDsSbB-]|[^\\(]|\((?!\?))*$/;

/** Does a pattern fit every address? It is searched, not matched, in `http://host/path`. */
export function fitsEverything(pattern: string): boolean {
  if (!PLAIN_PATTERN.test(pattern)) return false;
  try {
    const expression = new RegExp(pattern);
    return ADDRESSES.every((address) => expression.test(address));
  } catch {
    return false;
  }
}

/** Written for a shell: as a regular expression it begins with a repetition of nothing, an error in Python (run: `re.PatternError: nothing to repeat`). */
export const NO_PATTERN = /^[*+?]/;

/** Propagators that the API brings. */
export const OWN_PROPAGATORS: readonly string[] = ['tracecontext', 'baggage', 'none'];
/** Takes all propagators away; then `extract()` gives None, which is attached as the context (opentelemetry/propagators/composite.py). `instead` continues no trace either. */
export const NO_PROPAGATORS = { name: 'none', instead: 'baggage' } as const;
/** Packages of the others that OpenTelemetry has. */
export const PROPAGATOR_PACKAGES: Readonly<Record<string, string>> = {
  b3: 'opentelemetry-propagator-b3', b3multi: 'opentelemetry-propagator-b3', jaeger: 'opentelemetry-propagator-jaeger', ottrace: 'opentelemetry-propagator-ot-trace',
  xray: 'opentelemetry-propagator-aws-xray', 'xray-lambda': 'opentelemetry-propagator-aws-xray', gcp_trace: 'opentelemetry-propagator-gcp',
};

/** Protocols of OTLP that the SDK for Python knows. */
export const PROTOCOLS: readonly string[] = ['grpc', 'http/protobuf'];

/** The batch may not be larger than the queue. With their defaults. */
export const BATCH = { queue: 'OTEL_BSP_MAX_QUEUE_SIZE', batch: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', defaults: { OTEL_BSP_MAX_QUEUE_SIZE: 2048, OTEL_BSP_MAX_EXPORT_BATCH_SIZE: 512 } } as const;

export const HEADER_VARIABLES: readonly string[] = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'];

/** What people write for yes and no. */
export const YES = /^(1|yes|y|on|true)$/i;
export const NO = /^(0|no|n|off|false|none)$/i;
