// Releases with which a package begins to behave in another way.

/** uvicorn of this version and later ends by the signal that stopped it: `atexit` does not run (0.27.1 and 0.28.1 flush, 0.29.0 and later do not; seen in runs). */
export const UVICORN_ENDS_BY_SIGNAL = '0.29.0.dev0';

/** From this version on Django does not read `default_app_config` (django/apps/config.py). */
export const DJANGO_WITHOUT_DEFAULT_APP_CONFIG = '4.1';

/** The package that instruments Django. */
export const DJANGO_INSTRUMENTATION = 'opentelemetry-instrumentation-django';
