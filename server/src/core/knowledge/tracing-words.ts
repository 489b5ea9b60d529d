// Words without which a module cannot change how Django is traced once settings are evaluated and apps are being set up.

/** Base classes of it are looked for by name, so a module that has one is replayed even when it does nothing else. */
export const APP_CONFIG_WORD = /AppConfig/;

/**
 * Instrumentation, providers and their vendors; what builds an application, fills the environment, or imports and runs code by a
 * name that is not written there.
 */
export const TRACING_WORDS = new RegExp([
  'opentelemetry\\s*(?:\\.\\s*|import\\b[^\\n]*)(?:sdk|instrumentation|distro|exporter|launcher)|instrumentor|instrument\\w*\\(|tracer_?provider|span_?(?:processor|exporter)',
  'logfire|sentry_sdk\\s*(?:\\.\\s*|import\\b[^\\n]*)init\\b|azure\\.monitor|opencensus|uptrace|ddtrace|newrelic|elasticapm|honeycomb|splunk|dynatrace|signoz|hypertrace|instana|scout_apm|skywalking|lightstep',
  'get_[wa]sgi_application|WSGIHandler|ASGIHandler|load_middleware|DJANGO_SETTINGS_MODULE|settings\\.configure|execute_from_command_line|django\\.setup|post_?fork|worker_(?:process_)?init',
  'load_dotenv|read_env|read_dotenv|environ\\s*\\[|environ\\.(?:update|setdefault)|putenv',
  'import_module|__import__|import_string|importlib\\.reload|runpy|entry_points|iter_entry_points|sys\\.modules|\\bexec\\(|\\beval\\(|autodiscover',
].join('|'), 'i');

/** A management command without any of these neither sets tracing up nor serves, as far as its own text tells: it is not followed. */
export const COMMAND_WORDS = /instrument|telemetry|otel|trac(?:ing|er)|observab|span_?(?:processor|exporter)|sentry|logfire|azure\.monitor|uptrace|runserver|uvicorn|gunicorn|hypercorn|granian|daphne|waitress|[wa]sgi/i;

/** Without it a module cannot instrument Django, whatever unread code it runs. */
export const INSTRUMENT_WORD = /instrument/i;

/** Without any of these a module neither instruments Django nor sets a provider, as far as its own text tells. */
export const SET_UP_WORDS = /DjangoInstrumentor|instrumentation\.django|opentelemetry_instrumentor|auto_instrumentation|set_tracer_provider|instrument_django|configure_azure_monitor|splunk_otel|uptrace|configure_opentelemetry/;

/** Code that has it wants the tasks of Celery traced. */
export const CELERY_INSTRUMENTOR = /CeleryInstrumentor/;

/** Functions and classes, by the last part of their name, with which code sets a provider, its parts or an instrumentation up; vendors' included. */
export const SETS_UP = /^(_?set_tracer_provider|TracerProvider|\w*SpanProcessor|\w*SpanExporter|add_span_processor|instrument|auto_instrument|_initialize_components|instrument_(django|celery)|configure_azure_monitor|configure_opentelemetry|start_tracing|init_tracing)$/;
