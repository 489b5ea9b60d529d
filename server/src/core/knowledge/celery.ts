// Which signals Celery's processes send as they start, by program and pool (celery/concurrency/*.py, celery/apps/*.py 5.2 to 5.6; seen in runs).
import type { Hook } from './registrations';

export interface Pool {
  /** Tasks run in processes that are forked. */
  readonly forks: boolean;
  /** Sent in the process in which tasks run. */
  readonly sends: readonly Hook[];
}

const INSIDE: Pool = { forks: false, sends: [] };

/** By the value of `--pool`. `worker_process_init` is never sent where tasks run in threads or greenlets. */
export const POOLS: Readonly<Record<string, Pool>> = {
  prefork: { forks: true, sends: ['worker_process_init'] },
  processes: { forks: true, sends: ['worker_process_init'] },
  solo: { forks: false, sends: ['worker_process_init'] },
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

/** `celery multi` starts its workers detached with these. */
export const MULTI_STARTS: readonly string[] = ['start', 'restart'];

/** Sent in the first process once Django is set up for it. */
export const FIRST_SIGNALS: Readonly<Record<'worker' | 'beat', readonly Hook[]>> = { worker: ['celeryd_init', 'worker_init'], beat: ['beat_init'] };
