// The packages of OpenTelemetry that rules name.

export const PACKAGES = { distro: 'opentelemetry-distro', django: 'opentelemetry-instrumentation-django', asgi: 'opentelemetry-instrumentation-asgi', wsgi: 'opentelemetry-instrumentation-wsgi', celery: 'opentelemetry-instrumentation-celery', base: 'opentelemetry-instrumentation', sdk: 'opentelemetry-sdk', api: 'opentelemetry-api' } as const;

/** Beside which a missing package is to be named: the first that is there. */
export const NEAREST: readonly string[] = [
  PACKAGES.distro, PACKAGES.django, PACKAGES.base, PACKAGES.sdk, 'opentelemetry-exporter-otlp', 'opentelemetry-exporter-otlp-proto-http', 'opentelemetry-exporter-otlp-proto-grpc', PACKAGES.api,
];
