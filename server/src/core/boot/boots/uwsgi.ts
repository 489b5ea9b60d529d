// uWSGI: what the master loads, the fork, functions of `@postfork` in each worker, and what workers load themselves
// (core/uwsgi.c, plugins/python/python_plugin.c; run with 2.0.31: every order below was seen).
import { UWSGI_DECORATORS, UWSGI_MODULES } from '../../knowledge/registrations';
import { importModule } from '../imports';
import type { Tri } from '../boot';
import type { Machine } from '../machine';
import { serve } from '../requests';
import { loadApplication, type Served } from './application';
import { either } from './either';
import { beginProcess, forkProcess } from './process';
import { runRegistered } from './registered';

export interface UwsgiOptions {
  /** `module`, `wsgi-file` and every `mount`, in order; undefined: not known. */
  readonly applications: readonly Served[] | undefined;
  readonly master: Tri;
  /** `lazy-apps` or `lazy`: workers load the application themselves. */
  readonly lazy: Tri;
  /** More than one process. */
  readonly several: Tri;
  /** `shared-import`: loaded before the fork, also with lazy-apps. */
  readonly sharedImports: readonly string[];
  /** `import`: loaded right before the application, wherever that is. */
  readonly imports: readonly string[];
  /** `py-call-uwsgi-fork-hooks` or `py-call-osafterfork`: Python's own fork hooks run in each worker. */
  readonly forkHooks: Tri;
}

/** What is assumed where no launch says more: the application in the master. */
export const PREFORK: Omit<UwsgiOptions, 'applications'> = { master: 'yes', lazy: 'no', several: 'yes', sharedImports: [], imports: [], forkHooks: 'no' };

/** Replays uWSGI up to the first request of a worker. @throws Raised */
export function startUwsgi(m: Machine, options: UwsgiOptions): void {
  const master = either(m, options.master, 'uwsgi:master');
  const lazy = either(m, options.lazy, 'uwsgi:lazy');
  beginProcess(m, master ? 'master' : 'worker');
  m.present = UWSGI_MODULES;
  if (!master) m.failing = new Map([[UWSGI_DECORATORS, 'Exception']]);
  for (const name of options.sharedImports) importModule(m, name, 'server');
  if (!lazy) loadAll(m, options);
  // Without a master a single process goes on as it is; of several the first one does.
  if (master || either(m, options.several, 'uwsgi:several')) forkProcess(m, 'worker', options.forkHooks);
  runRegistered(m, 'postfork');
  if (lazy) loadAll(m, options);
  serve(m);
}

function loadAll(m: Machine, { imports, applications }: UwsgiOptions): void {
  for (const name of imports) importModule(m, name, 'server');
  if (!applications) loadApplication(m, undefined);
  for (const application of applications ?? []) loadApplication(m, application);
}
