// What gunicorn does between its start and its end (order: gunicorn/arbiter.py and gunicorn/workers/base.py,
// versions 20.1 to 27.0; seen in runs). The configuration file runs first, in the master.

export type GunicornProcess = 'master' | 'worker';

export interface GunicornHook {
  readonly name: string;
  readonly process: GunicornProcess;
  /** Runs once for every worker that is forked, in the same master. */
  readonly repeats: boolean;
  /** What gunicorn passes, in order. */
  readonly passes: readonly Passed[];
}

/** What hooks are given. */
export type Passed = 'server' | 'worker' | 'request' | 'environ' | 'response' | 'number';

const hook = (name: string, process: GunicornProcess, passes: readonly Passed[], repeats = false): GunicornHook => ({ name, process, repeats, passes });

/** Runs when the number of workers is read: before `raw_env` and a preloaded application. */
export const NWORKERS_CHANGED = hook('nworkers_changed', 'master', ['server', 'number', 'number']);

/** Hooks before the fork, after a preloaded application, in order. */
export const MASTER_HOOKS: readonly GunicornHook[] = [hook('on_starting', 'master', ['server']), hook('when_ready', 'master', ['server']), hook('pre_fork', 'master', ['server', 'worker'], true)];

/** Runs in the worker before it loads an application that is not preloaded. */
export const POST_FORK = hook('post_fork', 'worker', ['server', 'worker']);

/** Runs in the worker after the application is loaded. */
export const POST_WORKER_INIT = hook('post_worker_init', 'worker', ['worker']);

/** Around each request, by workers that serve WSGI; an exception there fails the request. */
export const PRE_REQUEST = hook('pre_request', 'worker', ['worker', 'request'], true);
export const POST_REQUEST = hook('post_request', 'worker', ['worker', 'request', 'environ', 'response'], true);

/** Behind the requests, in the worker that ends: at SIGINT or SIGQUIT, after a timeout, and always. */
export const WORKER_ENDS: readonly GunicornHook[] = [hook('worker_int', 'worker', ['worker']), hook('worker_abort', 'worker', ['worker']), hook('worker_exit', 'worker', ['server', 'worker'])];

/** Behind the requests, in the master: when a worker has ended, after SIGHUP, before another gunicorn takes over (SIGUSR2), and at the end. */
export const MASTER_ENDS: readonly GunicornHook[] = [hook('child_exit', 'master', ['server', 'worker'], true), hook('on_reload', 'master', ['server'], true), hook('pre_exec', 'master', ['server']), hook('on_exit', 'master', ['server'])];

/** What an exception in these hooks of the master does (seen in runs): the master ends at once, or only shows it. */
export const ENDING_HOOKS: Readonly<Record<string, 'ends' | 'shows'>> = { child_exit: 'ends', on_reload: 'ends', on_exit: 'shows' };

/** Runs in a worker that ends; gunicorn catches what it raises. */
export const WORKER_EXIT = 'worker_exit';

/** Names that gunicorn gives to the parameters of its hooks. */
export const HOOK_PARAMETERS = ['server', 'worker'] as const;

/** The classes of what hooks are given that have the configuration as `cfg`. */
export const HOOK_ARGUMENTS = { server: 'gunicorn.arbiter.Arbiter', worker: 'gunicorn.workers.base.Worker' } as const;

/** `worker_class` values that serve WSGI; of other classes it is not known. */
export const WSGI_WORKERS = /^(sync|gthread|gevent|gevent_pywsgi|gevent_wsgi|eventlet|tornado|gunicorn\.workers\.\w+\.\w+|meinheld\.gmeinheld\.MeinheldWorker)$/;

/** `worker_class` values that serve ASGI. */
export const ASGI_WORKERS = /^(uvicorn\.workers\.Uvicorn(H11)?Worker|uvicorn_worker\.Uvicorn(H11)?Worker|asgi)$/;

/** What a worker class serves; undefined: not known. */
export function interfaceOf(workerClass: string | undefined): 'wsgi' | 'asgi' | undefined {
  if (workerClass === undefined) return undefined;
  return ASGI_WORKERS.test(workerClass) ? 'asgi' : WSGI_WORKERS.test(workerClass) ? 'wsgi' : undefined;
}

/** The configuration that is loaded where none is named, from the folder in which gunicorn starts. */
export const AUTOMATIC_CONFIGURATION = 'gunicorn.conf.py';

/** What people call a configuration, as older guides of OpenTelemetry do; gunicorn reads it only where `-c` names it. */
export const LIKELY_CONFIGURATION = /^gunicorn[\w.-]*\.py$/;

/** Images whose own start script looks for a configuration by a name of its own, such as gunicorn_conf.py. */
export const IMAGES_WITH_CONFIGURATION = /(uvicorn|meinheld)-gunicorn/;

/** The variable that gunicorn's master sets and every worker inherits: how code can tell that gunicorn runs it. */
export const MASTER_VARIABLE = { name: 'SERVER_SOFTWARE', prefix: 'gunicorn' } as const;

/** True for a hook that the master runs again for each worker, before it forks. */
export function isRepeated(hook: string | undefined): boolean {
  return MASTER_HOOKS.some(({ name, repeats }) => name === hook && repeats);
}
