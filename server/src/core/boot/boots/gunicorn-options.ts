// What the command line and the environment of gunicorn decide (precedence: configuration, GUNICORN_CMD_ARGS, command line).
import { AUTOMATIC_CONFIGURATION } from '../../knowledge/gunicorn';
import type { Launch } from '../../launch/types';
import { join } from '../../text/uri';
import type { Uri } from '../../text/span';
import { stringOf, type Scope } from '../value';
import type { Served } from './application';
import type { GunicornOptions } from './gunicorn';
import type { Late } from './late';
import { flag, given, lastOption } from './options';

export interface GunicornLaunch extends Pick<Launch, 'options' | 'open' | 'target'> {
  /** The folder in which it starts: `-c` and the automatic name are seen from there, whatever `--chdir` says. Undefined: not known. */
  readonly folder: Uri | undefined;
  /** Candidates for a configuration that an absolute path names. */
  readonly configurations: readonly Uri[];
  /** Where the working folder, which is on some machine, has to be in the repository: the application is imported from there. */
  readonly checkedOut?: { readonly folder: Uri; readonly cwd: string };
  /** Is a file of the automatic name anywhere in the repository? */
  readonly hasAutomatic: boolean;
}

/**
 * @param application what the command line names; undefined where that is not known, or not in the project
 * @param late what `--env` sets
 * @param state of a file; `unreadable` for one outside the repository
 */
export function gunicornOptions(launch: GunicornLaunch, application: Served | undefined, late: Late | undefined, state: (file: Uri) => 'loaded' | 'absent' | 'unreadable' | 'pending'): GunicornOptions {
  const workerClass = given(launch, 'worker-class');
  const named = (configuration: Scope): Served | undefined => (launch.target ? application : configuredApplication(configuration));
  return {
    configuration: configurationOf(launch, state), preload: flag(launch, ['preload']), application: named,
    ...(workerClass && { workerClass }), ...(late && lastOption(launch, 'env') && { late }),
  };
}

/** `wsgi_app` counts where the command line names no application. */
function configuredApplication(configuration: Scope): Served | undefined {
  const name = stringOf(configuration.get('wsgi_app'))?.split(':')[0];
  return name ? { name } : undefined;
}

/** A path below the working folder, as a file of the checkout. */
function checkedOut({ checkedOut: known }: GunicornLaunch, path: string): Uri | undefined {
  if (!known) return undefined;
  const below = path.startsWith(`${known.cwd}/`) ? path.slice(known.cwd.length + 1) : path;
  return below.startsWith('/') ? undefined : join(known.folder, below);
}

function configurationOf(launch: GunicornLaunch, state: (file: Uri) => string): GunicornOptions['configuration'] {
  const option = given(launch, 'config');
  if (option && option.value === undefined) return 'unknown';
  const module = option && /^python:(.+)$/.exec(option.value!)?.[1];
  if (module) return { module };
  if (!option && !launch.hasAutomatic) return 'none';
  const path = option ? option.value!.replace(/^file:/, '') : AUTOMATIC_CONFIGURATION;
  const there = checkedOut(launch, path);
  if (there && state(there) === 'loaded') return { file: there };
  const file = path.startsWith('/') ? launch.configurations.find((one) => state(one) !== 'absent') : launch.folder && join(launch.folder, path);
  const found = file === undefined ? 'unknown' : state(file);
  // One that is named and not there ends gunicorn; it may be made by a build.
  return found === 'loaded' ? { file: file! } : found === 'absent' && !option ? 'none' : 'unknown';
}
