// gunicorn: configuration in the master, application in the master or the worker, hooks around the fork.
import { ASGI_WORKERS, MASTER_HOOKS, MASTER_VARIABLE, POST_FORK, POST_WORKER_INIT, type GunicornHook } from '../../knowledge/gunicorn';
import type { ApplicationModule, DjangoProject } from '../../project/django-projects';
import { ancestors, dirname, isWithin } from '../../text/uri';
import type { Uri } from '../../text/span';
import { callFunction } from '../calls';
import { setEnvironment } from '../effects';
import { isTrue } from '../expressions';
import { runModule } from '../imports';
import type { Machine } from '../machine';
import { literal, stringOf, type Scope, type Value } from '../value';
import { loadApplication } from './application';

/** Replays one start of gunicorn with this configuration, up to the first request. @throws Raised */
export function startGunicorn(m: Machine, configuration: Uri, project: DjangoProject, projects: readonly DjangoProject[]): void {
  m.process = 'master';
  m.environment.set(MASTER_VARIABLE.name, literal(`${MASTER_VARIABLE.prefix}/`));
  const { scope } = runModule(m, '__config__', configuration, false, 'server');
  applyRawEnv(m, scope.get('raw_env'));
  const preload = scope.get('preload_app');
  const preloaded = preload !== undefined && isTrue(m, preload);
  const application = servedApplication(scope, configuration, project, projects);
  if (preloaded) load(m, application);
  for (const hook of MASTER_HOOKS) runHook(m, scope, hook);
  m.emit({ kind: 'forked' });
  m.process = 'worker';
  runHook(m, scope, POST_FORK);
  if (!preloaded) load(m, application);
  runHook(m, scope, POST_WORKER_INIT);
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
  const worker = scope.get('worker_class');
  if (worker && stringOf(worker) === undefined) return undefined;
  const wanted = worker && ASGI_WORKERS.test(stringOf(worker)!) ? 'asgi' : 'wsgi';
  const below = all.filter((application) => application.interface === wanted && isWithin(application.file, dirname(configuration)));
  return below.length === 1 ? below[0] : undefined;
}

function load(m: Machine, application: ApplicationModule | undefined): void {
  if (application) loadApplication(m, application);
  else m.unknownEffect('the application');
}

function runHook(m: Machine, scope: Scope, hook: GunicornHook): void {
  const value = scope.get(hook.name);
  if (!value || (value.kind === 'literal' && value.value === null)) return;
  if (value.kind === 'function') callFunction(m, value, [], new Map(), hook.name);
  else m.unknownEffect(`the ${hook.name} hook`);
}
