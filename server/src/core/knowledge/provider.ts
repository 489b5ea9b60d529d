// What is known of tracer providers: the proxy that stands in for a missing one, and what may set one unseen.

/** What `get_tracer_provider()` gives while no provider is set (API 1.1.0 and later). */
export const PROXY_PROVIDER = 'opentelemetry.trace.get_tracer_provider.ProxyTracerProvider';

/** The proxy's attributes (opentelemetry/trace/__init__.py); anything else raises AttributeError. */
export const PROXY_ATTRIBUTES = /^(get_tracer|__\w+__)$/;

/** Calls that may be given a provider and neither keep nor change it. */
export const PROVIDER_TAKERS = /^(opentelemetry\.(trace|instrumentation|context|propagate|metrics)\.|builtins\.|logging\.|atexit\.)/;

/** Environment variables that make OpenTelemetry's API or SDK set a provider of their own. */
export const PROVIDER_VARIABLES = /OTEL_PYTHON_TRACER_PROVIDER|OTEL_(EXPERIMENTAL_)?CONFIG_FILE|DD_TRACE_OTEL_ENABLED/;

/** Commands that start Python under a vendor's agent, which may set a provider. */
export const AGENTS = /\b(ddtrace-run|newrelic-admin|NEW_RELIC_[A-Z_]+|splunk-py-trace|sls-python|elasticapm-run|logfire\s+run|oneagent|DT_TENANT|honeycomb-opentelemetry|solarwinds_apm|SW_APM_\w+)\b/;

/** Functions that set the global provider, by the last part of their name. */
export const PROVIDER_SETTERS: ReadonlySet<string> = new Set(['set_tracer_provider', '_set_tracer_provider', '_initialize_components', '_init_tracing']);

/** Names in code that uses trace ids without exporting spans: a provider without a processor may be meant. */
export const READS_IDS = /\b(?:LoggingInstrumentor|get_current_span|format_trace_id|trace_id)\b/;

/** Names in code that makes spans without the instrumentation of Django: its own, those of other libraries, or whatever is installed. */
export const MAKES_OWN_SPANS = /\b(?:get_tracer|start_span|start_as_current_span|OpenTelemetryMiddleware|entry_points|iter_entry_points|(?!Django)\w*Instrumentor)\b/;

/** Arguments with which a vendor's set-up may install a provider; `**` stands for any. */
export const PROVIDER_ARGUMENTS = /^(_experiments|instrumenter|\*\*)$/;

/** What a project says that answers the ASGI lifespan, is served by a framework that does, or flushes in a way of its own. */
export const ENDS_ITSELF = /lifespan|FastAPI|Starlette|Litestar|force_flush|SIGTERM/i;

/** Words in code that may set a tracer provider, by itself or through a vendor's package. */
export const PROVIDER_WORDS = /tracer_provider|TracerProvider|auto_instrumentation|_configuration|configure_azure_monitor|configure_opentelemetry|\b(?:logfire|splunk_otel|uptrace|honeycomb|solarwinds_apm|sentry_sdk\.integrations\.opentelemetry)\b/;
