// What `manage.py runserver` does (django/core/management/commands/runserver.py, django/utils/autoreload.py, Django 3.2 to 6.1; seen in runs).

/** The reloader runs manage.py, and then once more in a child that has this variable. Nothing else sets it. */
export const RELOADER = { variable: 'RUN_MAIN', value: 'true' } as const;

/** Installed apps whose own `runserver` serves ASGI_APPLICATION: always, or in some versions (Channels before 4). */
export const ASGI_RUNSERVER: Readonly<Record<string, 'always' | 'by version'>> = { daphne: 'always', channels: 'by version' };
