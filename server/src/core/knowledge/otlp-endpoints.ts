// What the OTLP exporters make of an endpoint (opentelemetry/exporter/otlp/proto/{grpc,http}), and the ports that receivers have.
// Each problem was seen in a run: requests answered with 200, 0 spans.

export const ENDPOINT_VARIABLES = { traces: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', base: 'OTEL_EXPORTER_OTLP_ENDPOINT' } as const;
/** Switch TLS off, or name what it trusts. */
export const SECURITY_VARIABLES: readonly string[] = ['INSECURE', 'CERTIFICATE'].flatMap((what) => [`OTEL_EXPORTER_OTLP_TRACES_${what}`, `OTEL_EXPORTER_OTLP_${what}`]);

/** An endpoint on the machine that exports. */
export const THIS_MACHINE = /^\s*(localhost|127(\.\d+){3})(:|$)/;

/** gRPC is received at 4317, HTTP at 4318. */
export const PORTS = { grpc: '4317', http: '4318' } as const;
export const TRACES_PATH = '/v1/traces';

export interface Endpoint {
  readonly kind: 'grpc' | 'http';
  readonly value: string;
  /** `base`: the variable for all signals, to which the HTTP exporter adds the path. `whole`: it is used as it is. */
  readonly from: 'base' | 'whole';
  /** TLS may have been switched off, or on, by something else. */
  readonly securityGiven: boolean;
}

export type EndpointProblem = 'http at the port of gRPC' | 'gRPC at the port of http' | 'no path' | 'path twice' | 'no scheme' | 'TLS';

/** The problem of an endpoint, and the endpoint that has none. */
export function endpointProblem({ kind, value, from, securityGiven }: Endpoint): { readonly problem: EndpointProblem; readonly right: string } | undefined {
  const [, scheme, host = '', port, path = ''] = /^\s*(?:([a-z][a-z+.-]*):\/\/)?([\w.-]+)(?::(\d+))?(\/\S*)?\s*$/i.exec(value) ?? [];
  if (host === '') return undefined;
  const address = (own: string | undefined, number: string | undefined): string => `${own ?? 'http'}://${host}${number === undefined ? '' : `:${number}`}`;
  const isBare = path === '' || path === '/';
  if (kind === 'grpc') {
    if (port === PORTS.http && isPlain(host)) return { problem: 'gRPC at the port of http', right: address(scheme, PORTS.grpc) };
    return scheme === undefined && port === PORTS.grpc && isPlain(host) && !securityGiven ? { problem: 'TLS', right: address(undefined, port) } : undefined;
  }
  const whole = (number: string): string => `${address(scheme, number)}${from === 'base' ? '' : TRACES_PATH}`;
  if (port === PORTS.grpc && isPlain(host)) return { problem: 'http at the port of gRPC', right: whole(PORTS.http) };
  if (from === 'base' && path.replace(/\/$/, '') === TRACES_PATH) return { problem: 'path twice', right: address(scheme, port) };
  if (scheme === undefined && (port !== undefined || isPlain(host))) return { problem: 'no scheme', right: `${address(undefined, port)}${from === 'whole' && isBare ? TRACES_PATH : path}` };
  return from === 'whole' && isBare && port === PORTS.http ? { problem: 'no path', right: whole(PORTS.http) } : undefined;
}

/** A machine of one's own: localhost, an address, a service of compose or Kubernetes. Vendors may have other ports. */
function isPlain(host: string): boolean {
  return !host.includes('.') || /^\d+(\.\d+){3}$/.test(host) || /\.(svc|local|internal|cluster\.local)$/.test(host);
}
