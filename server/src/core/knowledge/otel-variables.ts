// Values of OTEL_ variables that do not mean what they seem to (read in opentelemetry-python and -contrib, seen in runs with 1.45.2 / 0.66b2).

/** Lists of patterns; requests that fit one are not traced. The first that is set counts. */
export const EXCLUDED_URLS: readonly string[] = ['OTEL_PYTHON_DJANGO_EXCLUDED_URLS', 'OTEL_PYTHON_EXCLUDED_URLS'];

/** Patterns that fit every address: it is searched, not matched, in `http://host/path`. */
export const FITS_EVERYTHING = /^(|\/|\.|\.\*|\.\+|\^|\$|\/\.\*|\^\.\*\$?|https?|https?:\/\/|:\/\/|\*)$/;

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
