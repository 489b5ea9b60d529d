// One way to start a project, before it is replayed.
import type { DjangoProject } from '../project/django-projects';
import type { ProjectLaunch } from '../project/launches';
import type { Uri } from '../text/span';
import type { Boot, Tri } from './boot';
import type { AutoInstrumentation } from './boots/auto-instrumentation';
import { SETTINGS_VARIABLE } from './environment';
import type { Machine } from './machine';
import { literal } from './value';

export interface Start {
  readonly kind: Boot['kind'];
  /** Such as `gunicorn:deploy/gunicorn.conf.py`; undefined: made of kind and entry. */
  readonly name?: string;
  /** What the launch is called in its file. */
  readonly where?: string;
  readonly entry: Uri;
  readonly project: DjangoProject;
  readonly claimed: boolean;
  /** What the process starts with, before anything of it runs. */
  readonly begin: (m: Machine) => void;
  readonly run: (m: Machine) => void;
  /** Everything else that decides the replay. */
  readonly key: string;
  /** The application module that was loaded, once `run` has been through every path. */
  readonly application?: () => Uri | undefined;
  /** The launch that it stands for. */
  readonly launch?: ProjectLaunch;
  /** What `initialize()` of OpenTelemetry does there; undefined: not known. */
  readonly initialization?: () => AutoInstrumentation | undefined;
  /** Is this version of a package, or a newer one, what the project runs with? */
  readonly isAtLeast?: (name: string, version: string) => Tri;
  /** Variables that `begin` sets, by name: one that no path asks for decides nothing. */
  readonly variables?: ReadonlyMap<string, string | undefined>;
}

/** An environment of which the launch files are not understood: one that mentions the settings variable may set it. */
export function closedWorld({ namedIn, autoInstrumentedIn, providedIn }: DjangoProject, mayName = false): Pick<Start, 'begin'> & { readonly key: string } {
  const named = namedIn.length > 0 || mayName;
  const begin = (m: Machine) => {
    if (named) nameSettings(m, undefined);
    if (autoInstrumentedIn.length > 0) m.unknownEffect('auto-instrumentation', ['instrumented', 'provider-installed']);
    if (providedIn.length > 0) m.unknownEffect('the environment', ['provider-installed']);
  };
  return { begin, key: String(named) };
}

/** The environment names the settings module. @param module undefined: not known which, or perhaps not */
export function nameSettings(m: Machine, module: string | undefined): void {
  m.environment.set(SETTINGS_VARIABLE, module === undefined ? { kind: 'symbol', key: `env:"${SETTINGS_VARIABLE}"` } : literal(module));
  m.emit({ kind: 'settings-named', ...(module === undefined ? {} : { module }), by: 'launch-file' });
}
