// What one process of a replay has: its environment, modules, settings, provider, and what of it is known.
import type { Activation, Attempt, InSettings } from './activation';
import type { AutoInstrumentation } from './boots/auto-instrumentation';
import type { Tri } from './boot';
import type { AmidChain, BootStep } from './events';
import type { ProviderState } from './provider';
import type { Hook } from '../knowledge/registrations';
import type { Span, Uri } from '../text/span';
import type { FunctionValue, ModuleState, Scope, Value } from './value';

export class ProcessState {
  readonly steps: BootStep[] = [];
  readonly modules = new Map<string, ModuleState>();
  /** os.environ as far as this path has written it. */
  readonly environment = new Map<string, Value>();
  /** Variables that were asked for, `**` for one with a computed name. */
  readonly environmentReads = new Set<string>();
  readonly attempts: Attempt[] = [];
  readonly stack: Activation[] = [];
  /** Functions that were registered for hooks, in order. */
  readonly registered: { readonly hook: Hook; readonly callee: FunctionValue }[] = [];
  nesting = 0;
  process = 'application';
  instrumented = false;
  /** What `set_tracer_provider()` was given first. */
  provider: Value | undefined;
  /** Code that is not read may have set one. */
  providerPossible = false;
  /** Providers that this process has made, by key. */
  readonly providers = new Map<string, ProviderState>();
  /** Resources that were made without a name of the service, by key. */
  readonly nameless = new Set<string>();
  /** `django.setup()` has begun: models can be imported. */
  appsLoaded = false;
  /** `running`: the settings module is being executed. */
  settings: 'unset' | 'running' | 'evaluated' = 'unset';
  settingsScope: Scope | undefined;
  /** What `instrument()` calls did while the settings module that is running was evaluated. */
  inSettings: InSettings | undefined;
  /** A middleware is being made. */
  amid: AmidChain | undefined;
  /** Code that is not read may have instrumented Django. */
  instrumentedPossible = false;
  /** What follows only matters while everything is known. */
  endsAtUnknown = false;
  /** Modules of the project that were imported and not replayed. */
  readonly unread = new Set<string>();
  /** Code that is not read may have named the settings module. */
  settingsPossiblyNamed = false;
  /** A management command serves for ever: what stands behind it does not run. */
  commandServes = false;
  /** `--settings` of a management command. `value` undefined: not known, or perhaps not given. */
  settingsOption: { readonly value: string | undefined } | undefined;
  /** runserver may serve ASGI, where an installed app does that: without `--noasgi`. */
  asgiCommand = true;
  /** The file that runs as the program, and what goes back to where it began: for code that starts it anew. Absent where that cannot be followed. */
  program: { readonly file: Uri; readonly start: () => void } | undefined;
  /** Packages that are certainly there: importing them does not fail. */
  present: readonly string[] = [];
  /** Packages that certainly are not: importing them fails. */
  missing: readonly string[] = [];
  /** Packages that are there and whose import raises: what. */
  failing: ReadonlyMap<string, string> = new Map();
  /** False where models, middleware and URL configuration have too many paths: what they do is unknown then. */
  followsRequests = true;
  /** Hooks that the server of this boot calls. */
  hooks: readonly Hook[] = ['postfork', 'after_in_child'];
  /** What is started before every program of Python: `opentelemetry-instrument`. */
  wrapper: AutoInstrumentation | undefined;
  /** What `initialize()` of OpenTelemetry does where the project runs; undefined: not known. */
  initialization: () => AutoInstrumentation | undefined = () => undefined;
  /** Is this version of a package, or a newer one, what the project runs with? */
  isAtLeast: (name: string, version: string) => Tri = () => 'unknown';
  /** The module that calls it when it is imported has been. */
  sitecustomized = false;
  /** The place in a launch file that says what the server or a wrapper is doing. */
  place: Span | undefined;
}
