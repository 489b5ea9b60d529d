// What the launch files of a repository start, joined: one process each, with its environment and its folder.
import type { Uri } from '../../text/span';
import type { Launch, Range } from '../types';

/** A place in a launch file. */
export interface Place extends Range {
  readonly file: Uri;
}

/** A variable as a process sees it. `value` undefined: set, and the value is not known. */
export interface Variable {
  readonly value: string | undefined;
  readonly at: Place;
  readonly valueAt?: Place;
}

/** The environment of a process. */
export interface Environment {
  /** `unset`: nothing that may set it is seen, and nothing unknown may either. `unknown`: it may be set. */
  get(name: string): Variable | 'unset' | 'unknown';
  /** Names that are surely set. */
  names(): readonly string[];
}

/** What kind of launch file a process is started in; `image` is a Dockerfile on its own, to which others may give an environment. */
export type LaunchKind = 'image' | 'compose' | 'kubernetes' | 'procfile' | 'systemd' | 'supervisor' | 'uwsgi' | 'shell' | 'task' | 'platform' | 'editor' | 'test' | 'apache';

/** One process that the repository starts, with everything that its launch files say of it. All places have their file. */
export interface Started extends Launch {
  /** The launch file that starts it. */
  readonly file: Uri;
  readonly kind: LaunchKind;
  readonly at: Place;
  readonly serverAt: Place;
  /** Its working folder in the repository; undefined: not known. */
  readonly folder: Uri | undefined;
  /** The one in which opentelemetry-instrument starts, which puts it on the path: a shell or a configuration behind it may go to another one. */
  readonly wrapperFolder: Uri | undefined;
  /** Where the configuration that an absolute path names may come from in the repository, best first; empty where that is not known. */
  readonly configurations: readonly Uri[];
  /** What the process starts with. */
  readonly variables: Environment;
  /** The same with what the server adds after Python has started (gunicorn's `--env`, uvicorn's `--env-file`). */
  readonly lateVariables: Environment;
  /** The Kubernetes annotation by which the OpenTelemetry operator instruments it, without the working folder on PYTHONPATH. */
  readonly injected?: Place;
}
