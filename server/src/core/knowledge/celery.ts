// Which signals Celery's processes send as they start, by program and pool (celery/concurrency/*.py, celery/apps/*.py 5.2 to 5.6; seen in runs).
import type { Hook } from './registrations';

export interface Pool {
  /** Tasks run in processes that are forked. */
  readonly forks: boolean;
  /** Sent in the process in which tasks run. */
  readonly sends: readonly Hook[];
}

const INSIDE: Pool = { forks: false, sends: ['worker_ready', 'task_prerun', 'task_postrun'] };

/** By the value of `--pool`. `worker_process_init` is never sent where tasks run in threads or greenlets. */
export const POOLS: Readonly<Record<string, Pool>> = {
  prefork: { forks: true, sends: ['worker_process_init', 'task_prerun', 'task_postrun'] },
  processes: { forks: true, sends: ['worker_process_init', 'task_prerun', 'task_postrun'] },
  solo: { forks: false, sends: ['worker_process_init', 'worker_ready', 'task_prerun', 'task_postrun'] },
  threads: INSIDE,
  gevent: INSIDE,
  eventlet: INSIDE,
};

/** The pool of a worker that is told nothing. */
export const STANDARD_POOL = 'prefork';

/** A setting that names the pool; it counts where the command line names none, or `prefork`. */
export const POOL_SETTING = /^(\w+_)?WORKER_POOL$|^worker_pool$|^CELERYD_POOL$/;

/**
 * Beat inside a worker (`-B`): a process that the first one forks behind its pool, with everything that it has; a worker of its own it is not.
 * Run with 5.7: with every pool, and `beat_init` is sent in it.
 */
export const EMBEDDED_BEAT: readonly Hook[] = ['beat_init'];

/** The process of the replay in which it runs. */
export const BEAT_FORK = 'beat';

/** `celery multi` starts its workers detached with these. */
export const MULTI_STARTS: readonly string[] = ['start', 'restart'];

/** Sent in the first process once Django is set up for it, before the pool starts (order seen with 5.7). */
export const FIRST_SIGNALS: Readonly<Record<'worker' | 'beat', readonly Hook[]>> = {
  worker: ['celeryd_init', 'worker_init', 'setup_logging', 'after_setup_logger', 'celeryd_after_setup'],
  beat: ['setup_logging', 'after_setup_logger', 'beat_init'],
};

/** Options of a worker that name modules to import, and words of an application that adds code of its own to what starts. */
export const INCLUDING: readonly string[] = ['include', 'I'];
export const OWN_STEPS = /\bbootsteps\b/;

/** Sent in each process of a pool that has processes of its own, and by every worker. */
export const PROCESS_SIGNAL = 'worker_process_init';
export const WORKER_SIGNAL = 'worker_init';

/** The process of the replay in which a pool that forks runs tasks. */
export const POOL_FORK = 'pool';

/**
 * Options and settings with which Celery replaces a process of a prefork pool after so many tasks, or so much memory; others pay no heed to them. Such a
 * process ends without atexit (run with celery 5.7.0: 0 spans of 8 tasks, under opentelemetry-instrument too; solo and threads: 8).
 */
export const RECYCLE_OPTIONS: readonly string[] = ['max-tasks-per-child', 'max-memory-per-child'];
export const RECYCLE_SETTING = /^((\w+_)?WORKER_MAX_(TASKS|MEMORY)_PER_CHILD|CELERYD_MAX_(TASKS|MEMORY)_PER_CHILD|worker_max_(tasks|memory)_per_child)$/;

/** Words of code that may send what waits before the process ends. `worker_process_shutdown` is sent then, with 8 of 8 spans. */
export const FLUSHES = /worker_process_shutdown|force_flush|task_postrun/;

/**
 * Sent behind each task. Receivers are called in the order in which they were connected, and the instrumentation ends the span of the task in one:
 * what flushes in an earlier one does not send that span (run: 0 of 8).
 */
export const TASK_END = { signal: 'task_postrun', flush: 'force_flush' } as const;

/** The wait of the batch span processor before it sends, in milliseconds, and what it is without the variable: with less it is a race what arrives (run with 200: 0 and 3 of 4). */
export const DELAY = { variable: 'OTEL_BSP_SCHEDULE_DELAY', standard: 5000 } as const;
