// What `manage.py runserver` does (django/core/management/commands/runserver.py, django/utils/autoreload.py, Django 3.2 to 6.1; seen in runs).

export interface Reloader {
  readonly variable: string;
  readonly value: string;
  /** The command may serve ASGI. */
  readonly asgi: boolean;
}

/** The reloader runs manage.py, and then once more in a child that has this variable. Nothing else sets it. */
export const RELOADER: Reloader = { variable: 'RUN_MAIN', value: 'true', asgi: true };

/** Commands that serve with a reloader: runserver_plus of django-extensions has Werkzeug's, and does not set `RUN_MAIN`. */
export const RELOADERS: Readonly<Record<string, Reloader>> = { runserver: RELOADER, runserver_plus: { variable: 'WERKZEUG_RUN_MAIN', value: 'true', asgi: false } };

/** Installed apps whose own `runserver` serves ASGI_APPLICATION, and the version since which they have none (Channels leaves it to Daphne). */
export const ASGI_RUNSERVER: Readonly<Record<string, { readonly until?: string }>> = { daphne: {}, channels: { until: '4' } };

/** The option that switches the reloader of these commands off, and the one with which uvicorn and its like have one. */
export const RELOADING = { off: 'noreload', on: 'reload' } as const;
