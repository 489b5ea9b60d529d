// What calling something in a library does at start-up. A Django person can check each line against the library.
import { SERVERS } from './commands';
import { ENVIRONMENT_KEEPERS, ENVIRONMENT_LOADERS } from './environment-files';

export type Action =
  | 'set-environment-default' | 'put-environment' | 'update-environment' | 'pop-environment' | 'read-environment' | 'load-environment' | 'keep-environment' | 'import-named'
  | 'apply-settings-option' | 'evaluate-settings' | 'configure-settings' | 'run-app-configs' | 'load-middleware' | 'build-wsgi-application' | 'build-asgi-application' | 'include-urls' | 'run-command' | 'call-command' | 'run-base-command' | 'run-gunicorn' | 'serve-application'
  | 'instrument' | 'instrument-unless-told' | 'instrument-celery' | 'uninstrument' | 'create-provider' | 'create-resource' | 'initialize' | 'initialize-again' | 'shut-down-provider' | 'may-install-provider' | 'may-install-provider-by-argument' | 'install-provider' | 'read-provider' | 'add-processor' | 'add-processor-to-current' | 'create-exporter' | 'create-metric-reader' | 'wrap-application' | 'use-models' | 'end-process';

/** By the dotted path of the callee; methods by the path of their class. Evaluating settings comes first where it happens. */
export const CALLS: Readonly<Record<string, readonly Action[]>> = {
  'os.environ.setdefault': ['set-environment-default'],
  'os.putenv': ['put-environment'],
  'os.environ.update': ['update-environment'],
  'os.environ.pop': ['pop-environment'],
  'os.environ.get': ['read-environment'],
  'os.getenv': ['read-environment'],
  'importlib.import_module': ['import-named'],
  ...Object.fromEntries(Object.keys(ENVIRONMENT_LOADERS).map((path) => [path, ['load-environment'] as const])),
  ...Object.fromEntries(Object.keys(ENVIRONMENT_KEEPERS).map((path) => [path, ['keep-environment'] as const])),

  // What follows does not run: the process ends, or another program takes its place.
  ...Object.fromEntries(['sys.exit', 'builtins.exit', 'builtins.quit', 'os._exit', 'os.abort', 'os.execl', 'os.execle', 'os.execlp', 'os.execlpe', 'os.execv', 'os.execve', 'os.execvp', 'os.execvpe'].map((path) => [path, ['end-process'] as const])),

  // Django: `get_*_application()` is `django.setup()` and then the handler, whose constructor builds the middleware chain.
  'django.setup': ['evaluate-settings', 'run-app-configs'],
  'django.conf.settings.configure': ['configure-settings'],
  'django.core.wsgi.get_wsgi_application': ['evaluate-settings', 'run-app-configs', 'load-middleware', 'build-wsgi-application'],
  'django.core.asgi.get_asgi_application': ['evaluate-settings', 'run-app-configs', 'load-middleware', 'build-asgi-application'],
  'django.core.handlers.wsgi.WSGIHandler': ['evaluate-settings', 'load-middleware', 'build-wsgi-application'],
  'django.core.handlers.asgi.ASGIHandler': ['evaluate-settings', 'load-middleware', 'build-asgi-application'],
  'django.core.management.execute_from_command_line': ['apply-settings-option', 'evaluate-settings', 'run-app-configs', 'run-command'],
  'django.core.management.ManagementUtility.execute': ['apply-settings-option', 'evaluate-settings', 'run-app-configs', 'run-command'],
  'django.core.management.call_command': ['evaluate-settings', 'run-app-configs', 'call-command'],

  ...Object.fromEntries(SERVERS.map((path) => [path, ['serve-application'] as const])),

  // URL configuration.
  'django.urls.include': ['include-urls'],
  'django.urls.conf.include': ['include-urls'],
  'django.conf.urls.include': ['include-urls'],

  'django.contrib.auth.get_user_model': ['use-models'],

  // OpenTelemetry: `instrument()` reads settings.MIDDLEWARE, which evaluates the settings.
  'opentelemetry.instrumentation.django.DjangoInstrumentor.instrument': ['instrument'],
  'opentelemetry.instrumentation.django.DjangoInstrumentor._instrument': ['instrument'],
  'opentelemetry.instrumentation.django.DjangoInstrumentor.uninstrument': ['uninstrument'],
  // Connects its own receivers of Celery's signals.
  'opentelemetry.instrumentation.celery.CeleryInstrumentor.instrument': ['instrument-celery'],
  'opentelemetry.sdk.trace.TracerProvider': ['create-provider'],
  'opentelemetry.sdk.resources.Resource.create': ['create-resource'],
  'opentelemetry.sdk.trace.TracerProvider.shutdown': ['shut-down-provider'],
  // Its thread exports; uWSGI tells no forked process to start it again.
  'opentelemetry.sdk.metrics.export.PeriodicExportingMetricReader': ['create-metric-reader'],
  'opentelemetry.trace.get_tracer_provider.TracerProvider.shutdown': ['shut-down-provider'],
  // What `opentelemetry-instrument` does, by hand.
  'opentelemetry.instrumentation.auto_instrumentation.initialize': ['initialize'],
  'opentelemetry.instrumentation.auto_instrumentation._initialize': ['initialize'],
  'opentelemetry.instrumentation.auto_instrumentation.sitecustomize.initialize': ['initialize-again'],
  // Vendors that call DjangoInstrumentor().instrument() with a provider of their own. Run with logfire 5.2.0 and
  // azure-monitor-opentelemetry 1.8.11: before the application a span for every request, after it none, before the settings
  // module is named HTTP 500. Importing them does nothing.
  ...Object.fromEntries(['logfire', 'logfire.configure', 'logfire.Logfire', 'logfire.with_settings'].flatMap((owner) => [
    [`${owner}.instrument_django`, ['may-install-provider', 'instrument']],
    [`${owner}.instrument_wsgi`, ['wrap-application']],
    [`${owner}.instrument_asgi`, ['wrap-application']],
  ] as const)),
  'logfire.configure': ['may-install-provider'],
  // These set a provider and leave Django alone (run with splunk-opentelemetry 2.13.2 and the current uptrace).
  'splunk_otel.init_splunk_otel': ['may-install-provider'],
  'uptrace.configure_opentelemetry': ['may-install-provider'],
  'azure.monitor.opentelemetry.configure_azure_monitor': ['may-install-provider', 'instrument-unless-told'],

  // Sentry sets a provider with one of these integrations, or when an experiment asks for it.
  'sentry_sdk.init': ['may-install-provider-by-argument'],
  'sentry_sdk.integrations.otlp.OTLPIntegration': ['may-install-provider'],
  'sentry_sdk.integrations.opentelemetry.OpenTelemetryIntegration': ['may-install-provider'],
  'sentry_sdk.integrations.opentelemetry.integration.OpenTelemetryIntegration': ['may-install-provider'],
  'opentelemetry.trace.set_tracer_provider': ['install-provider'],
  'opentelemetry.trace._set_tracer_provider': ['install-provider'],
  'opentelemetry.trace.get_tracer_provider': ['read-provider'],
  'opentelemetry.sdk.trace.TracerProvider.add_span_processor': ['add-processor'],
  'opentelemetry.trace.get_tracer_provider.TracerProvider.add_span_processor': ['add-processor-to-current'],
  'opentelemetry.trace.get_tracer_provider.AnyProvider.add_span_processor': ['add-processor-to-current'],
  'opentelemetry.sdk.trace.TracerProvider._active_span_processor.add_span_processor': ['add-processor'],
  'opentelemetry.trace.get_tracer_provider.TracerProvider._active_span_processor.add_span_processor': ['add-processor-to-current'],
  'opentelemetry.instrumentation.wsgi.OpenTelemetryMiddleware': ['wrap-application'],
  'opentelemetry.instrumentation.asgi.OpenTelemetryMiddleware': ['wrap-application'],
};

/** How code that wraps an application by hand calls it: such an application makes its spans without the instrumentation of Django. */
export const APPLICATION_WRAPPER = /\bOpenTelemetryMiddleware\b/;

/** Arguments that may tell a vendor's set-up to leave Django alone: `instrumentation_options={"django": {"enabled": False}}`. */
export const LEAVES_DJANGO = /^(instrumentation_options|disabled_instrumentations)$/;

/** Methods that are named by mistake where they should be called. */
export const MEANT_TO_BE_CALLED: readonly string[] = ['opentelemetry.instrumentation.django.DjangoInstrumentor.instrument'];

/** True for modules of models and for their base class: before `django.setup()` they raise AppRegistryNotReady. `django.db.models` itself does not. */
export function needsApps(path: string): boolean {
  return /^django\.(contrib\.gis\.)?db\.models\.Model$/.test(path) || (path.endsWith('.models') && !/^django\.(contrib\.gis\.)?db\.models$/.test(path));
}

/** Classes whose construction makes an exporter, by the last part of their name. */
export const EXPORTER_CLASSES: readonly string[] = ['OTLPSpanExporter', 'ConsoleSpanExporter', 'JaegerExporter', 'ZipkinExporter', 'InMemorySpanExporter', 'CloudTraceSpanExporter', 'AzureMonitorTraceExporter', 'OTLPJsonSpanExporter'];

/** Methods of library classes that call a method which subclasses define. */
export const TEMPLATES: readonly { readonly path: RegExp; readonly calls: string }[] = [
  { path: /^opentelemetry\.instrumentation\.([\w.]+\.)?\w*Instrumentor\.instrument$/, calls: '_instrument' },
  { path: /^opentelemetry\.instrumentation\.([\w.]+\.)?\w*Instrumentor\.uninstrument$/, calls: '_uninstrument' },
];

/** Values of library attributes that decide branches. */
export const CONSTANTS: Readonly<Record<string, boolean>> = {
  'typing.TYPE_CHECKING': false,
  'typing_extensions.TYPE_CHECKING': false,
};

/** Library functions that call the functions they are given before they return. */
export const CALLING: readonly string[] = ['functools.reduce', 'contextlib.ExitStack.enter_context', 'django.utils.module_loading.autodiscover_modules'];

/** Decorators that give back a function which does what the decorated one does. */
export const TRANSPARENT_DECORATORS: readonly string[] = ['functools.lru_cache', 'functools.cache', 'functools.wraps', 'abc.ABCMeta', 'typing.no_type_check', 'typing.final', 'typing.override'];

/** Second paths under which a library exports a name. */
export const ALIASES: Readonly<Record<string, string>> = {
  'opentelemetry.sdk.trace.export.in_memory_span_exporter.InMemorySpanExporter': 'opentelemetry.sdk.trace.export.InMemorySpanExporter',
};

/** The middleware that `instrument()` inserts, under the names by which settings can list it. */
export const LISTED_MIDDLEWARE = /^opentelemetry\.instrumentation\.django\.(middleware\.otel_middleware\.)?_DjangoMiddleware$/;

/** Files that list it say this. */
export const MIDDLEWARE_NAME = /_DjangoMiddleware/;

/** What builds Django's application, by the path of what it returns. */
export const DJANGO_APPLICATION = /^django\.core\.(wsgi|asgi)\.get_(wsgi|asgi)_application$/;
