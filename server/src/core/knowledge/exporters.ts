// Which packages exporters are in, and which of them opentelemetry-instrument takes (opentelemetry/sdk/_configuration/__init__.py,
// opentelemetry/distro/__init__.py; seen in runs with opentelemetry-distro 0.66b2: one that is missing ends the set-up of all signals).
import { CONFIG_FILE } from './config-file';

/** Packages by the modules that they bring, the longest first. */
const MODULES: readonly (readonly [module: string, distribution: string])[] = [
  ['opentelemetry.exporter.otlp.proto.http', 'opentelemetry-exporter-otlp-proto-http'],
  ['opentelemetry.exporter.otlp.proto.grpc', 'opentelemetry-exporter-otlp-proto-grpc'],
  ['opentelemetry.exporter.jaeger.proto.grpc', 'opentelemetry-exporter-jaeger-proto-grpc'],
  ['opentelemetry.exporter.jaeger.thrift', 'opentelemetry-exporter-jaeger-thrift'],
  ['opentelemetry.exporter.zipkin.proto.http', 'opentelemetry-exporter-zipkin-proto-http'],
  ['opentelemetry.exporter.zipkin.json', 'opentelemetry-exporter-zipkin-json'],
  ['opentelemetry.exporter.cloud_trace', 'opentelemetry-exporter-gcp-trace'],
  ['azure.monitor.opentelemetry.exporter', 'azure-monitor-opentelemetry-exporter'],
];

/** The package of a class or module, by its dotted path. */
export function distributionOfExporter(path: string): string | undefined {
  return MODULES.find(([module]) => path === module || path.startsWith(`${module}.`))?.[1];
}

export const SIGNALS = ['traces', 'metrics', 'logs'] as const;
export type Signal = (typeof SIGNALS)[number];

/** Variables for one signal, and for all; what opentelemetry-distro sets where they are not set. */
export const EXPORTER_VARIABLES: Readonly<Record<Signal, string>> = { traces: 'OTEL_TRACES_EXPORTER', metrics: 'OTEL_METRICS_EXPORTER', logs: 'OTEL_LOGS_EXPORTER' };
export const PROTOCOL_VARIABLES: Readonly<Record<Signal, string>> = { traces: 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', metrics: 'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL', logs: 'OTEL_EXPORTER_OTLP_LOGS_PROTOCOL' };
export const PROTOCOL_VARIABLE = 'OTEL_EXPORTER_OTLP_PROTOCOL';
/** The version of opentelemetry-distro from which on it sets a default for the signal: for logs 0.49b0 does not, 0.50b0 does. */
export const DEFAULT_SINCE: Readonly<Partial<Record<Signal, string>>> = { logs: '0.50b0.dev0' };
export const DEFAULT_EXPORTER = 'otlp';
export const DEFAULT_PROTOCOL = 'grpc';

/** By the name that the variable has; OTLP by its protocol. Names that are not listed may be of any package. */
export const DISTRIBUTION_OF: Readonly<Record<string, string>> = {
  'otlp:grpc': 'opentelemetry-exporter-otlp-proto-grpc', otlp_proto_grpc: 'opentelemetry-exporter-otlp-proto-grpc',
  'otlp:http/protobuf': 'opentelemetry-exporter-otlp-proto-http', otlp_proto_http: 'opentelemetry-exporter-otlp-proto-http',
  jaeger_thrift: 'opentelemetry-exporter-jaeger-thrift', jaeger_proto: 'opentelemetry-exporter-jaeger-proto-grpc',
  zipkin_json: 'opentelemetry-exporter-zipkin-json', zipkin_proto: 'opentelemetry-exporter-zipkin-proto-http', prometheus: 'opentelemetry-exporter-prometheus',
};

/** Exporters that the specification has, and no package for Python by this name: zipkin_json, zipkin_proto, jaeger_proto and jaeger_thrift are those that are, or were. */
export const NO_EXPORTERS: readonly string[] = ['zipkin', 'jaeger'];

/** Variables by which something else decides what is set up. */
export const CONFIGURED_ELSEWHERE: readonly string[] = [CONFIG_FILE.variable, 'OTEL_EXPERIMENTAL_CONFIG_FILE', 'OTEL_PYTHON_CONFIGURATOR', 'OTEL_PYTHON_DISTRO', 'OTEL_PYTHON_TRACER_PROVIDER'];

/** Switches off the whole SDK with this value, in any case (opentelemetry/sdk/trace/__init__.py). */
export const SDK_SWITCH = { variable: 'OTEL_SDK_DISABLED', off: 'true' } as const;

/** Packages that export by OTLP. */
export const OTLP_PACKAGES: readonly string[] = ['opentelemetry-exporter-otlp', 'opentelemetry-exporter-otlp-proto-grpc', 'opentelemetry-exporter-otlp-proto-http'];
