// Releases with which a package begins to behave in another way.

/** From this version on Django does not read `default_app_config` (django/apps/config.py). */
export const DJANGO_WITHOUT_DEFAULT_APP_CONFIG = '4.1';

/** The package that instruments Django. */
export const DJANGO_INSTRUMENTATION = 'opentelemetry-instrumentation-django';
