// Functions that register a function for later: which hook it is for, and what a process does with it (uwsgidecorators.py,
// celery/signals.py and celery/concurrency/prefork.py; os.register_at_fork; seen in runs).

/** By the dotted path of the decorator or function that registers. */
export const REGISTRATIONS: Readonly<Record<string, Hook>> = {
  'uwsgidecorators.postfork': 'postfork',
  'os.register_at_fork': 'after_in_child',
  'celery.signals.celeryd_init.connect': 'celeryd_init',
  'celery.signals.worker_init.connect': 'worker_init',
  'celery.signals.beat_init.connect': 'beat_init',
  'celery.signals.worker_process_init.connect': 'worker_process_init',
  'celery.signals.setup_logging.connect': 'setup_logging',
  'celery.signals.after_setup_logger.connect': 'after_setup_logger',
  'celery.signals.celeryd_after_setup.connect': 'celeryd_after_setup',
  'celery.signals.worker_ready.connect': 'worker_ready',
  'celery.signals.task_prerun.connect': 'task_prerun',
  'celery.signals.task_postrun.connect': 'task_postrun',
};

/** Hooks whose function is the argument of that name. */
export const NAMED_ARGUMENTS: readonly Hook[] = ['after_in_child'];

/** Registrations that keep a weak reference, unless they are told `weak=False` (celery/utils/dispatch/signal.py; seen in runs: a lambda or a local function is never called). */
export const WEAK_REGISTRATIONS = /^celery\.signals\.\w+\.connect$/;

/** `connect(receiver, sender, weak)`: with more than two, the third one decides. `retry=True` keeps the receiver as well (celery 5.7; seen in runs). */
export const WEAK_ARGUMENTS = 2;
export const KEEPING_ARGUMENTS: readonly string[] = ['weak', 'retry'];

/**
 * `after_in_child`: wherever Python forks, or what forks runs its hooks. `postfork`: in each worker of uWSGI, only where the application was loaded in the master. `worker_init`: in Celery's main process
 * before its pool is forked, behind `celeryd_init`. `worker_process_init`: in each process of a prefork pool (and with the solo pool, not
 * with threads or greenlets). `beat_init`: in Celery's beat, which sends none of the others.
 */
export type Hook = 'after_in_child' | 'postfork' | 'celeryd_init' | 'worker_init' | 'worker_process_init' | 'beat_init' | 'setup_logging' | 'after_setup_logger' | 'celeryd_after_setup' | 'worker_ready' | 'task_prerun' | 'task_postrun';

/** All that processes of Celery may send, by name of the signal. */
export const CELERY_HOOKS: readonly Hook[] = [...new Set(Object.entries(REGISTRATIONS).flatMap(([path, hook]) => (path.startsWith('celery.') ? [hook] : [])))];

/** The hook that calling `path`, or what it returned, registers a function for. */
export function registers(path: string): Hook | undefined {
  const name = path.replace(/(\.__call__)+$/, '');
  return Object.hasOwn(REGISTRATIONS, name) ? REGISTRATIONS[name] : undefined;
}

/** Modules that only exist inside uWSGI. */
export const UWSGI_MODULES: readonly string[] = ['uwsgi', 'uwsgidecorators'];

/** The one of them that raises an Exception without a master: `you have to enable the uWSGI master process to use this module`. */
export const UWSGI_DECORATORS = 'uwsgidecorators';

/** How a launch file says that uWSGI calls Python's own fork hooks, through which OpenTelemetry starts its threads again (metrics arrive). */
export const FORK_HOOKS = /\bpy-call-uwsgi-fork-hooks\b/;

/** How a launch file says that uWSGI loads the application in the workers, where no `postfork` of it ever runs. */
export const LAZY_APPS = /(^|[\s"'-])lazy(-apps)?\b/m;
