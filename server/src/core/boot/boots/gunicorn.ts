// gunicorn: configuration in the master, application in the master or the worker, hooks around the fork.
import { ASGI_WORKERS, HOOK_ARGUMENTS, MASTER_ENDS, MASTER_HOOKS, MASTER_VARIABLE, NWORKERS_CHANGED, POST_FORK, POST_REQUEST, POST_WORKER_INIT, PRE_REQUEST, WORKER_ENDS, WSGI_WORKERS, type GunicornHook, type Passed } from '../../knowledge/gunicorn';
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { ApplicationModule, DjangoProject } from '../../project/django-projects';
import { ancestors, dirname, isWithin } from '../../text/uri';
import type { Uri } from '../../text/span';
import { callFunction } from '../calls';
import { setEnvironment } from '../environment';
import { isTrue } from '../expressions';
import { runModule } from '../imports';
import type { Machine } from '../machine';
import { Raised } from '../signals';
import { answer } from '../requests';
import { literal, stringOf, type Scope, type Value } from '../value';
import { loadApplication } from './application';

/** Replays one life of gunicorn with this configuration, with one worker and its first request. @throws Raised */
export function startGunicorn(m: Machine, configuration: Uri, project: DjangoProject, projects: readonly DjangoProject[]): void {
  m.process = 'master';
  m.missing = UWSGI_MODULES;
  m.environment.set(MASTER_VARIABLE.name, literal(`${MASTER_VARIABLE.prefix}/`));
  const { scope } = runModule(m, '__config__', configuration, false, 'server');
  runHook(m, scope, NWORKERS_CHANGED);
  applyRawEnv(m, scope.get('raw_env'));
  const preload = scope.get('preload_app');
  const preloaded = preload !== undefined && isTrue(m, booleanOf(preload));
  const application = servedApplication(scope, configuration, project, projects);
  if (preloaded) load(m, application);
  for (const hook of MASTER_HOOKS) runHook(m, scope, hook);
  m.emit({ kind: 'forked' });
  const back = m.mark();
  m.process = 'worker';
  runHook(m, scope, POST_FORK);
  if (!preloaded) load(m, application);
  runHook(m, scope, POST_WORKER_INIT);
  work(m, scope);
  back();
  for (const hook of MASTER_ENDS) runLateHook(m, scope, hook);
}

/** A worker from its first request to its end. */
function work(m: Machine, scope: Scope): void {
  m.emit({ kind: 'serving' });
  const hooked = interfaceOf(scope.get('worker_class')) !== 'asgi';
  if (hooked) runLateHook(m, scope, PRE_REQUEST);
  answer(m);
  if (hooked) runLateHook(m, scope, POST_REQUEST);
  for (const hook of WORKER_ENDS) runLateHook(m, scope, hook);
}

/** gunicorn reads the texts "true" and "false" as what they say. */
function booleanOf(value: Value): Value {
  const text = stringOf(value)?.trim().toLowerCase();
  return text === 'true' || text === 'false' ? literal(text === 'true') : value;
}

/** `raw_env` is copied into os.environ after the configuration has run and before anything is loaded. */
function applyRawEnv(m: Machine, value: Value | undefined): void {
  if (!value) return;
  if (value.kind !== 'sequence' || !value.complete) return m.unknownEffect('raw_env', ['settings-named']);
  for (const item of value.items) {
    const [name, ...rest] = stringOf(item)?.split('=') ?? [];
    if (name === undefined) m.unknownEffect('raw_env', ['settings-named']);
    else setEnvironment(m, literal(name), literal(rest.join('=')), 'server');
  }
}

/** Which application this configuration serves: its `wsgi_app`, else the only one of the right interface below its folder, else unknown. */
export function servedApplication(scope: Scope, configuration: Uri, project: DjangoProject, projects: readonly DjangoProject[]): ApplicationModule | undefined {
  const all = projects.flatMap(({ applications }) => applications);
  const named = scope.get('wsgi_app');
  if (named) {
    const module = stringOf(named)?.split(':')[0];
    const found = all.filter(({ name, importRoot }) => name === module && (isWithin(importRoot, dirname(configuration)) || ancestors(configuration, project.folder).includes(importRoot)));
    return found.length === 1 ? found[0] : undefined;
  }
  const wanted = interfaceOf(scope.get('worker_class'));
  const below = all.filter((application) => application.interface === wanted && isWithin(application.file, dirname(configuration)));
  return below.length === 1 ? below[0] : undefined;
}

function interfaceOf(worker: Value | undefined): ApplicationModule['interface'] | undefined {
  if (!worker) return 'wsgi';
  const name = stringOf(worker) ?? '';
  return ASGI_WORKERS.test(name) ? 'asgi' : WSGI_WORKERS.test(name) ? 'wsgi' : undefined;
}

function load(m: Machine, application: ApplicationModule | undefined): void {
  if (application) loadApplication(m, application);
  else m.unknownEffect('the application');
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
