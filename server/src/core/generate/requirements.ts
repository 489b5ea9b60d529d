// What the generated code needs: packages of one matching set of versions, and environment variables.
import type { Exporter } from './types';

/** SDK and instrumentation are released together; mixing two sets fails at import. */
export const SDK_VERSION = '1.45.2';
export const INSTRUMENTATION_VERSION = '0.66b2';

/** Requirement lines for pip. */
export function requirementLines(exporter: Exporter, asgi: boolean): string[] {
  const lines = [`opentelemetry-sdk==${SDK_VERSION}`];
  if (exporter !== 'console') lines.push(`opentelemetry-exporter-otlp-proto-${exporter === 'otlp-grpc' ? 'grpc' : 'http'}==${SDK_VERSION}`);
  lines.push(`opentelemetry-instrumentation-django==${INSTRUMENTATION_VERSION}`);
  // Without it DjangoInstrumentor creates no span for ASGI requests, and says nothing.
  if (asgi) lines.push(`opentelemetry-instrumentation-asgi==${INSTRUMENTATION_VERSION}`);
  return lines;
}

/** Lines for the environment. A gRPC endpoint needs its scheme: without one the exporter talks TLS. */
export function environmentLines(exporter: Exporter, serviceName: string): string[] {
  // A name that a shell or a .env file would need quotes for stays in the code alone.
  const lines = /^[\w.-]+$/.test(serviceName) ? [`OTEL_SERVICE_NAME=${serviceName}`] : [];
  if (exporter === 'otlp-http') lines.push('OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318');
  if (exporter === 'otlp-grpc') lines.push('OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317');
  return lines;
}
