// Releases with which a package begins to behave in another way.

/** From this version on Django does not read `default_app_config` (django/apps/config.py). */
export const DJANGO_WITHOUT_DEFAULT_APP_CONFIG = '4.1';

/** The package that instruments Django. */
export const DJANGO_INSTRUMENTATION = 'opentelemetry-instrumentation-django';

/**
 * `service.instance.id`: from 1.43 on the SDK makes one for each provider, and from 1.44 on another one in a process that Python knows to be
 * forked. Between them all workers of a gunicorn that preloads have one (seen in runs: 1.43.0 and 1.45.2).
 */
export const INSTANCE_ID = { package: 'opentelemetry-sdk', since: '1.43.0', ownSince: '1.44.0' } as const;
