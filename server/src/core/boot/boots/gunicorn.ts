// gunicorn: configuration in the master, application in the master or the worker, hooks around the fork
// (gunicorn/app/base.py, arbiter.py, workers/base.py; seen in runs with 20.1 to 27.0).
import { HOOK_ARGUMENTS, MASTER_ENDS, MASTER_HOOKS, MASTER_VARIABLE, NWORKERS_CHANGED, POST_FORK, POST_REQUEST, POST_WORKER_INIT, PRE_REQUEST, WORKER_ENDS, interfaceOf, type GunicornHook, type Passed } from '../../knowledge/gunicorn';
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { Uri } from '../../text/span';
import type { Tri } from '../boot';
import { callFunction } from '../calls';
import { setEnvironment } from '../environment';
import { isTrue } from '../expressions';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';
import { Raised } from '../signals';
import { answer } from '../requests';
import { literal, stringOf, type Scope, type Value } from '../value';
import { loadApplication, type Served } from './application';
import { either } from './either';
import { applyLate, type Late } from './late';
import { beginProcess, forkProcess } from './process';

/** What a command line, `GUNICORN_CMD_ARGS` and the folder say. Each wins over the configuration. */
export interface GunicornOptions {
  /** A file (`-c`, or gunicorn.conf.py in the folder), a module (`-c python:…`), none at all, or not known. */
  readonly configuration: { readonly file: Uri } | { readonly module: string } | 'none' | 'unknown';
  /** `--preload` is there. It cannot switch off what the configuration says. */
  readonly preload: Tri;
  /** `--worker-class`; absent: the configuration decides. `value` undefined: not known. */
  readonly workerClass?: { readonly value: string | undefined };
  /** `--env`, which takes the place of `raw_env`; absent: the configuration decides. */
  readonly late?: Late;
  /** Which application is served, once the configuration has run; undefined: not known. */
  readonly application: (configuration: Scope) => Served | undefined;
}

/** Replays one life of gunicorn, with one worker and its first request. @throws Raised */
export function startGunicorn(m: Machine, options: GunicornOptions): void {
  beginProcess(m, 'master');
  m.missing = UWSGI_MODULES;
  m.environment.set(MASTER_VARIABLE.name, literal(`${MASTER_VARIABLE.prefix}/`));
  const scope = configure(m, options.configuration);
  runHook(m, scope, NWORKERS_CHANGED);
  if (options.late) applyLate(m, options.late);
  else applyRawEnv(m, scope.get('raw_env'));
  const preloaded = isPreloaded(m, options, scope);
  const application = options.application(scope);
  if (preloaded) loadApplication(m, application);
  for (const hook of MASTER_HOOKS) runHook(m, scope, hook);
  const back = m.mark();
  forkProcess(m, 'worker');
  runHook(m, scope, POST_FORK);
  if (!preloaded) loadApplication(m, application);
  runHook(m, scope, POST_WORKER_INIT);
  work(m, scope, options);
  back();
  for (const hook of MASTER_ENDS) runLateHook(m, scope, hook);
}

/** Runs the configuration. @returns its names */
function configure(m: Machine, configuration: GunicornOptions['configuration']): Scope {
  if (configuration === 'none') return new Map();
  if (configuration !== 'unknown' && 'file' in configuration) return runModule(m, '__config__', configuration.file, false, 'server').scope;
  const module = configuration === 'unknown' ? undefined : importModule(m, configuration.module, 'server');
  if (module?.kind === 'module') return module.module.scope;
  m.unknownEffect('the configuration of gunicorn');
  return new Map();
}

function isPreloaded(m: Machine, { preload, configuration }: GunicornOptions, scope: Scope): boolean {
  if (either(m, preload, 'gunicorn:preload')) return true;
  const configured = scope.get('preload_app');
  if (configured) return isTrue(m, booleanOf(configured));
  return configuration === 'unknown' && m.decide('gunicorn:preload_app');
}

/** A worker from its first request to its end. */
function work(m: Machine, scope: Scope, { workerClass }: GunicornOptions): void {
  m.emit({ kind: 'serving' });
  const hooked = interfaceOf(workerClass ? workerClass.value : workerClassOf(scope)) !== 'asgi';
  if (hooked) runLateHook(m, scope, PRE_REQUEST);
  answer(m);
  if (hooked) runLateHook(m, scope, POST_REQUEST);
  for (const hook of WORKER_ENDS) runLateHook(m, scope, hook);
}

/** The `worker_class` of a configuration: `sync` where it has none; undefined: not known. */
export function workerClassOf(configuration: Scope): string | undefined {
  const value = configuration.get('worker_class');
  return value ? stringOf(value) : 'sync';
}

/** gunicorn reads the texts "true" and "false" as what they say. */
function booleanOf(value: Value): Value {
  const text = stringOf(value)?.trim().toLowerCase();
  return text === 'true' || text === 'false' ? literal(text === 'true') : value;
}

/** `raw_env` is copied into os.environ after the configuration has run and before anything is loaded, without white space around its items. */
function applyRawEnv(m: Machine, value: Value | undefined): void {
  if (!value) return;
  if (value.kind !== 'sequence' || !value.complete) return m.unknownEffect('raw_env', ['settings-named']);
  for (const item of value.items) {
    const [name, ...rest] = stringOf(item)?.trim().split('=') ?? [];
    if (name === undefined) m.unknownEffect('raw_env', ['settings-named']);
    else setEnvironment(m, literal(name), literal(rest.join('=')), 'server');
  }
}

/** The arbiter and a worker know what the configuration set; of the rest nothing is known. */
function hookArgument(m: Machine, given: Passed, configuration: Scope): Value {
  const instanceOf = (base: string, attributes: Scope): Value => ({ kind: 'object', id: base, class: { kind: 'class', name: base, id: base, bases: [{ kind: 'external', path: base }], attributes: new Map() }, attributes });
  if (given !== 'server' && given !== 'worker') return m.fresh();
  return instanceOf(HOOK_ARGUMENTS[given], new Map([['cfg', instanceOf('gunicorn.config.Config', configuration)]]));
}

function runHook(m: Machine, scope: Scope, hook: GunicornHook): void {
  const value = scope.get(hook.name);
  if (!value || (value.kind === 'literal' && value.value === null)) return;
  if (value.kind === 'function') callFunction(m, value, hook.passes.map((given) => hookArgument(m, given, scope)), new Map(), hook.name);
  else m.unknownEffect(`the ${hook.name} hook`);
}

/** A hook behind the first request: what it raises does not change how the others run. */
function runLateHook(m: Machine, scope: Scope, hook: GunicornHook): void {
  try {
    runHook(m, scope, hook);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
  }
}
