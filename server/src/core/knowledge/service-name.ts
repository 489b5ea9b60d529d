// What gives the spans of a process the name of a service (opentelemetry/sdk/resources/__init__.py 1.45; run: `unknown_service:python` under
// gunicorn, `unknown_service:uwsgi` under uWSGI).

export const SERVICE_NAME = {
  attribute: 'service.name',
  variable: 'OTEL_SERVICE_NAME',
  attributesVariable: 'OTEL_RESOURCE_ATTRIBUTES',
  /** Variables that may name it, by themselves or by what they load. */
  variables: ['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', 'OTEL_EXPERIMENTAL_RESOURCE_DETECTORS'],
} as const;

/** May a variable that has this value name the service? @param value undefined: not known */
export function mayName(variable: string, value: string | undefined): boolean {
  return variable !== SERVICE_NAME.attributesVariable || value === undefined || value.includes(SERVICE_NAME.attribute);
}

/** Variables that show that a launch file is where exporting is configured. */
export const EXPORTS = /^OTEL_(EXPORTER_OTLP_\w*(ENDPOINT|PROTOCOL|HEADERS)|TRACES_EXPORTER)$/;

/** Packages of Django projects that are called by their place in the project and not after it. */
export const GENERIC_PACKAGES = /^(app|apps|backend|conf|config|configuration|core|django_?(app|project)|main|my_?site|project|server|settings|site|src|web|website)$/i;
