// In which processes a server imports the application, by what its command line says (uvicorn/config.py and _subprocess.py 0.54, hypercorn/run.py 0.18,
// granian/server/mp.py 2.8, daphne/cli.py 4.2, waitress/runner.py 3, mod_wsgi 5; seen in runs). gunicorn, uWSGI and Celery have models of their own.

export interface ServerProcesses {
  /** It serves in processes of its own where one of these flags is on, or where the option has a number above `above`; `always` otherwise as well. */
  readonly others: 'always' | 'never' | { readonly flags: readonly string[]; readonly option?: string; readonly above: number; readonly standard: number };
  /** How those are made: a new interpreter, or a fork where Python is below this version and a new interpreter from it on. */
  readonly made: 'spawned' | { readonly forkedBelow: string };
  /** The flag with which the first process imports the application as well. */
  readonly firstLoadsWith?: string;
  /** The process that reads files of variables. */
  readonly filesIn: 'first' | 'worker';
}

const SINGLE: ServerProcesses = { others: 'never', made: 'spawned', filesIn: 'first' };

export const PROCESSES: Readonly<Record<string, ServerProcesses>> = {
  uvicorn: { others: { flags: ['reload'], option: 'workers', above: 1, standard: 1 }, made: 'spawned', filesIn: 'first' },
  hypercorn: { others: { flags: [], option: 'workers', above: 0, standard: 1 }, made: 'spawned', firstLoadsWith: 'reload', filesIn: 'first' },
  granian: { others: 'always', made: { forkedBelow: '3.14' }, filesIn: 'worker' },
  daphne: SINGLE,
  waitress: SINGLE,
  'mod_wsgi-express': SINGLE,
  mod_wsgi: SINGLE,
};
