// A server that imports the application in its first process, or in others that it makes: uvicorn, hypercorn, granian, daphne, waitress, mod_wsgi.
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { Tri } from '../boot';
import type { Machine } from '../machine';
import { serve } from '../requests';
import { loadApplication, type Served } from './application';
import { either } from './either';
import { applyLate, type Late } from './late';
import { beginProcess, forkProcess, spawnProcess } from './process';

export interface ServerOptions {
  /** Undefined: not known. */
  readonly application: Served | undefined;
  /** It serves in processes that it makes. */
  readonly others: Tri;
  /** They are forked; else each is a new interpreter. */
  readonly forked: Tri;
  /** The first process imports the application, too. */
  readonly firstLoads: Tri;
  readonly late?: Late;
  /** Which process sets the late variables. */
  readonly lateIn: 'first' | 'worker';
}

/** Replays it up to its first request. @throws Raised */
export function startServer(m: Machine, { application, others, forked, firstLoads, late, lateIn }: ServerOptions): void {
  m.missing = UWSGI_MODULES;
  const makes = either(m, others, 'server:others');
  const start = beginProcess(m, makes ? 'first' : m.process);
  if (late && lateIn === 'first') applyLate(m, late);
  if (makes) {
    if (either(m, firstLoads, 'server:first')) loadApplication(m, application);
    if (either(m, forked, 'server:forked')) forkProcess(m, 'worker');
    else spawnProcess(m, start, 'worker');
  }
  if (late && lateIn === 'worker') applyLate(m, late);
  loadApplication(m, application);
  serve(m);
}
