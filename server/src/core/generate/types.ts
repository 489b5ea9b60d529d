// What "Generate tracing.py" is asked, and what it answers. Plain data.
import type { Message } from '../report';
import type { Edit } from '../text/edits';
import type { Uri } from '../text/span';

/** Where the spans go. */
export type Exporter = 'otlp-http' | 'otlp-grpc' | 'console';

export const EXPORTERS: readonly Exporter[] = ['otlp-http', 'otlp-grpc', 'console'];

/** A Django project for which tracing.py can be generated. */
export interface TracingTarget {
  /** The folder that Python imports the project from (usually the one with manage.py). */
  readonly root: Uri;
  /** Dotted name of the package that tracing.py belongs to; empty when the module lies in `root` itself. */
  readonly package: string;
  /** Undefined when no entrypoint names one as plain text and no settings file is found. */
  readonly settingsModule: string | undefined;
  readonly wsgi?: Uri;
  readonly asgi?: Uri;
  readonly manage?: Uri;
  /** The file to write. It identifies the target. */
  readonly tracing: Uri;
  /** True when `tracing` is there already. */
  readonly exists: boolean;
  readonly defaultServiceName: string;
}

export interface GenerateRequest {
  /** The `root` or the `tracing` file of one target; may be left out where there is only one. */
  readonly project?: Uri;
  readonly serviceName: string;
  readonly exporter: Exporter;
  /** Replace a tracing.py that is there already. */
  readonly overwrite: boolean;
}

export interface Plan {
  readonly kind: 'plan';
  readonly target: TracingTarget;
  /** All or nothing. Empty when everything is in place already. */
  readonly edits: readonly Edit[];
  /** What the edits do, in words, one line for each file. */
  readonly summary: readonly string[];
  /** Lines for the project's requirements: one matching set of versions. */
  readonly requirements: readonly string[];
  /** `NAME=value` lines for the environment in which the project is started. */
  readonly environment: readonly string[];
  /** What else a person should know or do by hand. */
  readonly notes: readonly string[];
}

export type RefusalReason =
  | 'no-project' | 'several-projects' | 'unknown-project' | 'service-name' | 'exists' | 'shadowed' | 'syntax-error' | 'no-application' | 'no-settings';

export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: RefusalReason;
  readonly message: Message;
  /** With `several-projects`: what can be chosen from. */
  readonly choices?: readonly TracingTarget[];
}
