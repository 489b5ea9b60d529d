// What happens in a process as it starts, as far as tracing cares.
import type { Tri } from './boot';
import type { Anchor, ItemKey } from '../python/facts';
import type { Span, Uri } from '../text/span';

/** What code that is not read may have done. */
export type Possible = 'settings-named' | 'instrumented' | 'provider-installed' | 'processor-added' | 'application-built';

/**
 * Django goes through MIDDLEWARE from its end, and instrument() puts an entry at its beginning. `depth`: the frames outside. `skips`: the
 * middleware that is left out, since those before the one that is being made have moved by one; absent where Django never comes to the new entry.
 */
export interface AmidChain {
  readonly depth: number;
  readonly skips?: string;
}

/** The class that Django selects for an entry of INSTALLED_APPS; no `name` where it is not known which one. `readies`: the `ready()` functions of it and its bases, as file and item. */
export interface SelectedConfig {
  readonly app: string;
  readonly name?: string;
  readonly readies: readonly string[];
}

/** A function that is gone once the statement, or the function around it, has run, unless something else keeps it. */
export interface WeakReceiver {
  readonly item: ItemKey;
  /** The function that it is defined in; undefined for a lambda. */
  readonly inside?: ItemKey;
}

/** A variable of OpenTelemetry that code has written, as it is where something reads it. */
export interface WrittenVariable {
  readonly name: string;
  /** Absent: not known, or taken away. */
  readonly value?: string;
  /** Absent: taken away. */
  readonly at?: Frame;
  /** It stands only where the environment has none. */
  readonly isDefault: boolean;
}

export type BootEvent =
  /** `module` is undefined where its value is not known. `by`: a launch file, or the code itself. */
  | { readonly kind: 'settings-named'; readonly module?: string; readonly by: 'code' | 'launch-file' | 'server' }
  /** The variable that names the settings module is taken out of the environment. */
  | { readonly kind: 'settings-unnamed' }
  /** Meant to name the settings module, and Django does not see it: another variable (`name`), an empty value, `os.putenv`. */
  | { readonly kind: 'settings-misnamed'; readonly because: 'spelling' | 'empty' | 'putenv'; readonly name: string; readonly module?: string }
  /** The settings module ran, or empty settings were configured (`module` undefined and `empty`). */
  | { readonly kind: 'settings-evaluated'; readonly module?: string; readonly empty: boolean }
  /** `provider`: the one that it was given, `unknown` where that is not known; absent for the global one. `given`: the arguments by name, `**` where one is not known. `excluded`: `excluded_urls`, where it is known. `amid`: while the middleware chain is being built. */
  | { readonly kind: 'instrumented'; readonly provider?: string; readonly given: readonly string[]; readonly excluded?: string; readonly amid?: AmidChain; readonly written?: readonly WrittenVariable[] }
  /** `instrument()` while settings were evaluated, and the MIDDLEWARE that came of them does not have its entry. `depth`: the frames outside the evaluation. */
  | { readonly kind: 'instrumentation-lost'; readonly because: 'absent' | 'tuple' | 'rebound'; readonly depth: number }
  /** Celery's tasks get spans from here on. Not on the timeline. */
  | { readonly kind: 'celery-instrumented' }
  | { readonly kind: 'uninstrumented' }
  /** A second `instrument()` in the same process: OpenTelemetry ignores it. `dropped`: with arguments, which are lost. */
  | { readonly kind: 'instrumented-again'; readonly dropped: boolean }
  /** Settings list the middleware that instrument() would insert. */
  | { readonly kind: 'middleware-listed' }
  /** `initialize()` after the import of a module that calls it already. */
  | { readonly kind: 'initialized-again' }
  /** `DjangoInstrumentor().instrument` as a statement, without the call. */
  | { readonly kind: 'not-called' }
  /** `django.setup()` has read INSTALLED_APPS; `complete` where all of it is known. `selected`: the project's AppConfigs, of the apps that can reach anything about tracing. Not on the timeline. */
  | { readonly kind: 'apps-set-up'; readonly installed: readonly string[]; readonly complete: boolean; readonly selected: readonly SelectedConfig[] }
  /** `provider` names the object, `bare` where it was made without a span processor, `nameless` where no code has named the service by then. `sampling`: the variables decide, or its own sampler drops all; absent: something else. `written`: as it was made. */
  | { readonly kind: 'provider-installed'; readonly provider?: string; readonly bare: boolean; readonly nameless?: boolean; readonly sampling?: 'environment' | 'never'; readonly written?: readonly WrittenVariable[] }
  /** A provider whose sampler raises `error` for every span comes into use. `at`: the statement in `should_sample`. */
  | { readonly kind: 'sampler-broken'; readonly problem: 'reads' | 'takes' | 'self'; readonly error: string; readonly at: Frame }
  /** A second `set_tracer_provider()` in the same process: OpenTelemetry refuses it. */
  | { readonly kind: 'provider-refused'; readonly provider?: string }
  /** No provider is set yet, and the proxy that stands for it has no such attribute: AttributeError, which nothing catches. */
  | { readonly kind: 'proxy-used'; readonly attribute: string }
  /** `shutdown()` of a provider: spans that end later are dropped. */
  | { readonly kind: 'provider-shut-down' }
  /** `processor`: equal for processors that are made alike; absent where that is not known. `current`: to what `get_tracer_provider()` returned, which is another one where a provider was set before. */
  | { readonly kind: 'processor-added'; readonly to: 'own' | 'current'; readonly provider?: string; readonly processor?: string; readonly written?: readonly WrittenVariable[] }
  /** `exporter`: its class. `given`: the arguments by name, `**` where one is not known. `endpoint`: that argument, where it is known; `otherwise`: what it is where a variable is not set. `set`: variables that the code has written before. */
  | { readonly kind: 'exporter-created'; readonly exporter: string; readonly given: readonly string[]; readonly endpoint?: string; readonly otherwise?: { readonly variable: string; readonly endpoint: string }; readonly set: readonly string[]; readonly written?: readonly WrittenVariable[] }
  /** A file of environment variables is loaded. What is in it is not known to the timeline: an `unknown` event stands before it. `loader`: the function. */
  | { readonly kind: 'environment-loaded'; readonly loader: string }
  /** A variable is read from a file, and does not come into the environment. `reader`: the function. Not on the timeline. */
  | { readonly kind: 'environment-kept'; readonly reader: string; readonly name: string }
  /** A module is imported that reads variables as it runs. Not on the timeline. */
  | { readonly kind: 'environment-read'; readonly module: string; readonly set: readonly string[]; readonly written?: readonly WrittenVariable[] }
  /** A reader that exports metrics from a thread of its own. */
  | { readonly kind: 'metric-reader-created' }
  | { readonly kind: 'application-built'; readonly interface: 'wsgi' | 'asgi' }
  /** `plain`: around Django's own application and nothing else, so that both layers see the same. */
  | { readonly kind: 'application-wrapped'; readonly plain: boolean }
  | { readonly kind: 'command-ran' }
  /** A new interpreter is started, which has the environment of this one and nothing else: what comes behind this happens there. */
  | { readonly kind: 'spawned' }
  /** `hooks`: whether Python's own fork hooks run in the new process; absent where they always do. */
  | { readonly kind: 'forked'; readonly hooks?: Tri }
  /** A function is registered for a hook that a server calls later. `weak`: with a reference that keeps it only while something else does. */
  | { readonly kind: 'hook-registered'; readonly hook: string; readonly function: { readonly file: Uri; readonly item: ItemKey }; readonly weak?: WeakReceiver }
  /** The server calls what was registered for a hook until now. Not on the timeline. */
  | { readonly kind: 'hook-sent'; readonly hook: string }
  /** An import fails that nothing catches. `because`: the package exists only inside uWSGI, or needs its master. */
  | { readonly kind: 'import-failed'; readonly module: string; readonly because: 'outside uwsgi' | 'no master' }
  /** The process is ready for its first request. What comes behind it runs in that request: the URL configuration and what it imports. */
  | { readonly kind: 'serving' }
  /** Models before `django.setup()`: AppRegistryNotReady. Not on the timeline, since code that is not read may have run it; a fix must not bring it. */
  | { readonly kind: 'models-too-early' }
  | { readonly kind: 'unknown'; readonly may: readonly Possible[]; readonly because: string };

/** What only rules ask for; people do not see it on timelines. */
export const HIDDEN: readonly BootEvent['kind'][] = ['unknown', 'models-too-early', 'apps-set-up', 'environment-kept', 'environment-read', 'hook-sent', 'celery-instrumented'];

export type EventKind = BootEvent['kind'];

/** How the body that a frame runs was entered. `package`: an `__init__.py` that ran because something below it was imported. */
export type Entered = 'server' | 'module' | 'package' | 'call';

/** One level of the import and call stack: the statement that was running there. */
export interface Frame {
  readonly file: Uri;
  readonly item: ItemKey;
  readonly statement: Anchor;
  readonly entered: Entered;
  /** The fork hook that the server called, on the outermost frame only. */
  readonly hook?: string;
}

export interface BootStep {
  readonly event: BootEvent;
  /** Outermost first, the event's own statement last. Empty for what the server itself does. */
  readonly chain: readonly Frame[];
  /** Where a launch file says it, for what no code does. */
  readonly place?: Span;
  readonly process: string;
}
