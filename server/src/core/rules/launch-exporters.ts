// Which exporters opentelemetry-instrument takes in an environment, with opentelemetry-distro and no other.
import { isAtLeast, type Versions } from '../dependencies/versions';
import { DEFAULT_EXPORTER, DEFAULT_PROTOCOL, DEFAULT_SINCE, DISTRIBUTION_OF, EXPORTER_VARIABLES, PROTOCOL_VARIABLE, PROTOCOL_VARIABLES, SIGNALS, type Signal } from '../knowledge/exporters';
import type { Environment, Place, Variable } from '../launch/started/types';

export interface Exported {
  readonly signal: Signal;
  /** As the variable names it. */
  readonly name: string;
  /** What is looked up: `otlp_proto_grpc` for `otlp`. */
  readonly entryPoint: string;
  /** Undefined: not known. */
  readonly distribution: string | undefined;
  readonly protocol: string | undefined;
  /** The variable that says so; undefined where it is the default. */
  readonly at: Place | undefined;
}

/** Signals of which something is not known are left out. @param distro the versions of opentelemetry-distro */
export function exportersOf(variables: Environment, distro: Versions): Exported[] {
  return SIGNALS.flatMap((signal) => {
    const since = DEFAULT_SINCE[signal];
    const named = textOf(variables, EXPORTER_VARIABLES[signal], since !== undefined && isAtLeast(distro, since) === 'no' ? '' : DEFAULT_EXPORTER);
    if (!named || named.text === '' || named.text.trim().toLowerCase() === 'none') return [];
    return named.text.split(',').flatMap((part) => exporterOf(variables, signal, part.trim(), named.variable));
  });
}

function exporterOf(variables: Environment, signal: Signal, name: string, variable: Variable | undefined): Exported[] {
  if (name !== DEFAULT_EXPORTER) return [{ signal, name, entryPoint: name, distribution: DISTRIBUTION_OF[name], protocol: undefined, at: variable?.at }];
  const protocol = protocolOf(variables, signal);
  if (!protocol) return [];
  const distribution = DISTRIBUTION_OF[`${name}:${protocol.text}`];
  return [{ signal, name, entryPoint: protocol.text === 'grpc' ? 'otlp_proto_grpc' : 'otlp_proto_http', distribution, protocol: protocol.text, at: protocol.variable?.at ?? variable?.at }];
}

/** The protocol of a signal. @returns undefined where it is not known */
export function protocolOf(variables: Environment, signal: Signal): { readonly text: string; readonly variable: Variable | undefined } | undefined {
  const own = textOf(variables, PROTOCOL_VARIABLES[signal], '');
  if (own === undefined || own.text !== '') return own && { text: own.text.trim(), variable: own.variable };
  const general = textOf(variables, PROTOCOL_VARIABLE, DEFAULT_PROTOCOL);
  return general && { text: general.text.trim() === '' ? DEFAULT_PROTOCOL : general.text.trim(), variable: general.variable };
}

/** The value of a variable, or what stands for one that is not set. @returns undefined where it is not known */
export function textOf(variables: Environment, name: string, otherwise: string): { readonly text: string; readonly variable: Variable | undefined } | undefined {
  const found = variables.get(name);
  if (found === 'unset') return { text: otherwise, variable: undefined };
  return found === 'unknown' || found.value === undefined ? undefined : { text: found.value, variable: found };
}
