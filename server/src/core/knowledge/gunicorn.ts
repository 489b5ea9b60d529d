// What gunicorn does between its start and the first request (order: gunicorn/arbiter.py and gunicorn/workers/base.py,
// versions 20.1 to 27.0; seen in runs). The configuration file runs first, in the master.

export type GunicornProcess = 'master' | 'worker';

export interface GunicornHook {
  readonly name: string;
  readonly process: GunicornProcess;
  /** Runs once for every worker that is forked, in the same master. */
  readonly repeats: boolean;
  /** What gunicorn passes, in order. */
  readonly passes: readonly (keyof typeof HOOK_ARGUMENTS)[];
}

/** Hooks before the fork, after a preloaded application, in order. */
export const MASTER_HOOKS: readonly GunicornHook[] = [
  { name: 'on_starting', process: 'master', repeats: false, passes: ['server'] },
  { name: 'when_ready', process: 'master', repeats: false, passes: ['server'] },
  { name: 'pre_fork', process: 'master', repeats: true, passes: ['server', 'worker'] },
];

/** Runs in the worker before it loads an application that is not preloaded. */
export const POST_FORK: GunicornHook = { name: 'post_fork', process: 'worker', repeats: false, passes: ['server', 'worker'] };

/** Runs in the worker after the application is loaded. */
export const POST_WORKER_INIT: GunicornHook = { name: 'post_worker_init', process: 'worker', repeats: false, passes: ['worker'] };

/** Names that gunicorn gives to the parameters of its hooks. */
export const HOOK_PARAMETERS = ['server', 'worker'] as const;

/** The classes of what hooks are given. Both have the configuration as `cfg`. */
export const HOOK_ARGUMENTS = { server: 'gunicorn.arbiter.Arbiter', worker: 'gunicorn.workers.base.Worker' } as const;

/** `worker_class` values that serve WSGI; of other classes it is not known. */
export const WSGI_WORKERS = /^(sync|gthread|gevent|gevent_pywsgi|gevent_wsgi|eventlet|tornado|gunicorn\.workers\.\w+\.\w+|meinheld\.gmeinheld\.MeinheldWorker)$/;

/** `worker_class` values that serve ASGI. */
export const ASGI_WORKERS = /^(uvicorn\.workers\.Uvicorn(H11)?Worker|uvicorn_worker\.Uvicorn(H11)?Worker|asgi)$/;

/** The variable that gunicorn's master sets and every worker inherits: how code can tell that gunicorn runs it. */
export const MASTER_VARIABLE = { name: 'SERVER_SOFTWARE', prefix: 'gunicorn' } as const;

/** True for a hook that the master runs again for each worker. */
export function isRepeated(hook: string | undefined): boolean {
  return MASTER_HOOKS.some(({ name, repeats }) => name === hook && repeats);
}
