// Declarative configuration: one file in place of the other OTEL_ variables, which opentelemetry-instrument reads and a set-up in code does not
// (opentelemetry/sdk/_configuration, opentelemetry/configuration 0.66b2; seen in runs).

export const CONFIG_FILE = {
  variable: 'OTEL_CONFIG_FILE',
  /** What reads it, by itself or by the extra of the SDK: from this version of the SDK on it is a package of its own. */
  package: 'opentelemetry-configuration',
  extra: 'opentelemetry-sdk[file-configuration]',
  sdk: 'opentelemetry-sdk',
  since: '1.45.0',
  /** From this version of the SDK on the variable is read at all. */
  readSince: '1.43.0',
} as const;

/** A file of which it is known that it is applied: the top-level keys that every such file has. */
export const APPLIED: readonly RegExp[] = [/^file_format[ \t]*:/m, /^tracer_provider[ \t]*:/m];

/** Words with which it may not be applied, and the key without which no context is made for a request. */
export const NOT_APPLIED = /\bdisabled\b/;
export const PROPAGATOR = /propagator/;

/** What a file says that has the propagators of the SDK's own defaults. */
export const PROPAGATOR_LINES: readonly string[] = ['propagator:', '  composite:', '    - tracecontext:', '    - baggage:'];

/** Words in code that may name a propagator by itself (opentelemetry/propagate). */
export const SETS_PROPAGATOR = /\bset_global_textmap\b/;
