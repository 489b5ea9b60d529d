// Celery: its application in the first process, Django set up for it, the pool of a worker. It builds no middleware chain.
import { BEAT_FORK, EMBEDDED_BEAT, FIRST_SIGNALS, POOLS, POOL_SETTING, STANDARD_POOL } from '../../knowledge/celery';
import { CELERY_HOOKS, UWSGI_MODULES } from '../../knowledge/registrations';
import { act } from '../effects';
import { SETTINGS_VARIABLE } from '../environment';
import type { Machine } from '../machine';
import { loadApplication, type Served } from './application';
import { beginProcess, forkProcess, spawnProcess } from './process';
import { runRegistered } from './registered';

export interface CeleryOptions {
  readonly program: 'worker' | 'beat';
  /** Undefined: not known. */
  readonly application: Served | undefined;
  /** `--pool`; absent: not given. `name` undefined: not known. */
  readonly pool?: { readonly name: string | undefined };
  /** `--detach`: the first process loads the application, and starts the program anew. */
  readonly detached?: boolean;
  /** `--beat` of a worker. */
  readonly beat?: boolean;
}

/** Replays `celery -A … worker` up to its first task, or `beat` up to its first tick. @throws Raised */
export function startCelery(m: Machine, { program, application, pool, detached = false, beat = false }: CeleryOptions): void {
  m.present = ['celery'];
  m.missing = UWSGI_MODULES;
  // A worker may send its pool's signal or not: the function is registered all the same.
  m.hooks = [...m.hooks, ...CELERY_HOOKS];
  const start = beginProcess(m, detached ? 'first' : 'main');
  loadApplication(m, application);
  if (detached) {
    spawnProcess(m, start, 'main');
    loadApplication(m, application);
  }
  // Celery sets Django up where the settings module is named.
  if (m.settings === 'unset' && (m.environment.has(SETTINGS_VARIABLE) || m.settingsPossiblyNamed)) act(m, 'evaluate-settings', [], new Map());
  if (m.settings === 'evaluated') act(m, 'run-app-configs', [], new Map());
  for (const signal of FIRST_SIGNALS[program]) runRegistered(m, signal);
  if (program === 'worker') work(m, pool, beat);
}

function work(m: Machine, pool: CeleryOptions['pool'], beat: boolean): void {
  const back = m.mark();
  startPool(m, pool);
  if (!beat) return;
  if (m.process !== 'main') back();
  forkProcess(m, BEAT_FORK);
  for (const signal of EMBEDDED_BEAT) runRegistered(m, signal);
}

function startPool(m: Machine, given: CeleryOptions['pool']): void {
  const name = poolOf(m, given);
  const pool = name === undefined ? undefined : POOLS[name];
  if (!pool) return m.unknownEffect('the pool of Celery', ['instrumented', 'provider-installed']);
  if (pool.forks) forkProcess(m, 'pool');
  for (const signal of pool.sends) runRegistered(m, signal);
}

/** The command line counts, and where it names the standard pool or none, a setting. */
function poolOf(m: Machine, given: CeleryOptions['pool']): string | undefined {
  if (given && given.name !== STANDARD_POOL) return given.name;
  const set = [...(m.settingsScope?.keys() ?? [])].some((name) => POOL_SETTING.test(name));
  return set ? undefined : STANDARD_POOL;
}
