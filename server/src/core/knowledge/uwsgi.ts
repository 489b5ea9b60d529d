// What versions of uWSGI and Python make of its options (core/init.c, plugins/python/python_plugin.c; unbit/uwsgi#2710, #2692, #2748; seen in runs).

/** Calls what Python runs after its own fork; on these versions of Python every worker dies of it (uWSGI up to 2.0.31). */
export const AFTER_FORK = { option: 'py-call-osafterfork', crashesSince: '3.13', instead: 'py-call-uwsgi-fork-hooks' } as const;

/** Threads of Python run between requests only where they are enabled: by an option, by several threads, or always from this version on. */
export const THREADS = { package: 'uwsgi', alwaysSince: '2.0.27', option: 'enable-threads', several: 'threads' } as const;

/** Options with which workers load the application themselves. */
export const LAZY_OPTIONS: readonly string[] = ['lazy-apps', 'lazy-app', 'lazy'];
