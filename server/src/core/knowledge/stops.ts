// Servers that end without Python's `atexit`, by which a batch span processor would send what it still has (8 requests, the standard delay, SIGTERM to the
// first process: 0 of 8 spans arrived; of gunicorn's own workers, daphne, hypercorn, and granian without OpenTelemetry in front, 8 of 8; of uWSGI 8 in 8 of 12 stops).

export interface Stop {
  /** What people call it. */
  readonly name: string;
  /** Only with OpenTelemetry in front of it. */
  readonly underWrapper?: true;
  /** Only with such a value of the option, or of this name in the configuration. */
  readonly option?: { readonly name: string; readonly variable: string; readonly value: RegExp };
  /** From this version of a package on. */
  readonly since?: { readonly package: string; readonly version: string };
  /** It tells an ASGI application of its end. */
  readonly lifespan?: true;
  /** Only where systemd sends the signal to all of its processes at once, and where it is one that ends them. */
  readonly wholeGroup?: { readonly endsWith: RegExp; readonly orFlag: string };
}

/** 0.27.1 and 0.28.1 flush, 0.29.0 and later do not. */
const UVICORN = { package: 'uvicorn', version: '0.29.0.dev0' } as const;

/** By server (uvicorn 0.54, uvicorn-worker 0.4, granian 2.8, waitress 3; uWSGI 2.0.31 with `die-on-term`, 1 of 6 times not, and with SIGQUIT). */
export const LOSING_STOPS: Readonly<Record<string, Stop>> = {
  uvicorn: { name: 'uvicorn', since: UVICORN, lifespan: true },
  gunicorn: { name: "gunicorn with uvicorn's worker", since: UVICORN, lifespan: true, option: { name: 'worker-class', variable: 'worker_class', value: /^uvicorn(\.workers|_worker)\./ } },
  granian: { name: 'granian', underWrapper: true },
  waitress: { name: 'waitress' },
  uwsgi: { name: 'uWSGI', wholeGroup: { endsWith: /^\s*KillSignal\s*=\s*(SIG)?QUIT\s*$/m, orFlag: 'die-on-term' } },
};

/** Words of a systemd unit that say which of its processes get the signal, and which signal. */
export const UNIT_STOPS = { mode: /^\s*KillMode\s*=/m, signal: /^\s*KillSignal\s*=/m, firstOnly: 'KillMode=mixed', section: /^\[Service\][ \t]*(?:\r\n|\r|\n)/m } as const;
