// The text of the generated tracing.py. Its order of calls was run on every common server; see the comments inside it.
import { columns, pythonLiteral } from './literal';
import type { Exporter } from './types';

const LINE = 88;

interface ExporterText {
  readonly doc: string;
  /** In the order that isort wants. */
  readonly imports: readonly string[];
  readonly processor: string;
  readonly variables: readonly string[];
}

const OTLP_VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS'];

function otlp(words: string, module: string): ExporterText {
  return {
    doc: `Send spans with ${words}, unless a provider is installed already.`,
    imports: [
      `from opentelemetry.exporter.otlp.proto.${module}.trace_exporter import OTLPSpanExporter`,
      ...SDK_IMPORTS, 'from opentelemetry.sdk.trace.export import BatchSpanProcessor',
    ],
    processor: 'BatchSpanProcessor(OTLPSpanExporter())',
    variables: OTLP_VARIABLES,
  };
}

const SDK_IMPORTS = ['from opentelemetry.sdk.resources import SERVICE_NAME, Resource', 'from opentelemetry.sdk.trace import TracerProvider'];

const EXPORTER_TEXTS: Readonly<Record<Exporter, ExporterText>> = {
  'otlp-http': otlp('OTLP over HTTP', 'http'),
  'otlp-grpc': otlp('OTLP over gRPC', 'grpc'),
  console: {
    doc: 'Print spans to stdout, unless a provider is installed already.',
    imports: [...SDK_IMPORTS, 'from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor'],
    processor: 'SimpleSpanProcessor(ConsoleSpanExporter())',
    variables: [],
  },
};

/** How the project is served decides what the text mentions and contains. */
export interface TemplateOptions {
  readonly serviceName: string;
  readonly exporter: Exporter;
  readonly wsgi: boolean;
  readonly asgi: boolean;
}

/** The whole file, with `\n` line ends. */
export function tracingText(options: TemplateOptions): string {
  const parts = [header(options), CONFIGURE, INSTRUMENT, provider(EXPORTER_TEXTS[options.exporter])];
  if (options.asgi) parts.push(LIFESPAN);
  return `${parts.join('\n\n\n')}\n`;
}

function header({ serviceName, exporter, wsgi, asgi }: TemplateOptions): string {
  const callers = [wsgi && '``wsgi.py``', asgi && '``asgi.py``'].filter(Boolean).join(' and ');
  const imports = asgi
    ? 'import asyncio\nfrom collections.abc import Awaitable, Callable\nfrom typing import Any\n\nfrom django.conf import settings'
    : 'from django.conf import settings';
  return `"""OpenTelemetry tracing.

Importing this module changes nothing. ${callers} ${wsgi && asgi ? 'call' : 'calls'}
\`\`configure_tracing()\`\` once the settings module is named and before the application
is built, because Django builds its middleware chain exactly then.

The standard environment variables decide what differs between deployments:
${variables(EXPORTER_TEXTS[exporter].variables)}
"""

${imports}

${nameLine(serviceName)}

# OpenTelemetry is imported inside the functions: parts of it read os.environ when they
# are imported, and the settings module may be what fills os.environ.`;
}

function variables(exporter: readonly string[]): string {
  const names = ['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', ...exporter, 'OTEL_TRACES_SAMPLER', 'OTEL_SDK_DISABLED', 'OTEL_PYTHON_DJANGO_EXCLUDED_URLS'];
  return names.map((name) => `- \`\`${name}\`\``).join('\n');
}

function nameLine(serviceName: string): string {
  const literal = pythonLiteral(serviceName);
  const line = `DEFAULT_SERVICE_NAME = ${literal}`;
  return columns(line) <= LINE ? line : `DEFAULT_SERVICE_NAME = (\n    ${literal}\n)`;
}

const CONFIGURE = `def configure_tracing() -> None:
    """Instrument Django and export its spans. Calling it again is harmless."""
    instrument_django()
    install_tracer_provider()`;

const INSTRUMENT = `def instrument_django() -> None:
    """Put OpenTelemetry's middleware in front of \`\`settings.MIDDLEWARE\`\`."""
    # Load the settings first, so that an error in them stops the start:
    # DjangoInstrumentor would hide it and serve every request with empty settings.
    _ = settings.MIDDLEWARE

    from opentelemetry.instrumentation.django import DjangoInstrumentor

    instrumentor = DjangoInstrumentor()
    if not instrumentor.is_instrumented_by_opentelemetry:
        instrumentor.instrument()`;

function provider(exporter: ExporterText): string {
  return `def install_tracer_provider() -> None:
    """${exporter.doc}"""
    from opentelemetry import trace

    if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return

${exporter.imports.map((line) => `    ${line}`).join('\n')}

    # The environment wins; the name above only replaces "unknown_service".
    resource = Resource.create()
    name = str(resource.attributes.get(SERVICE_NAME, "unknown_service"))
    if name.startswith("unknown_service"):
        resource = resource.merge(Resource({SERVICE_NAME: DEFAULT_SERVICE_NAME}))

    provider = TracerProvider(resource=resource)
    provider.add_span_processor(${exporter.processor})
    trace.set_tracer_provider(provider)`;
}

const LIFESPAN = `# Django, Channels and the servers each have types of their own for the three arguments.
ASGIApplication = Callable[[Any, Any, Any], Awaitable[None]]


def flush_on_shutdown(application: ASGIApplication) -> ASGIApplication:
    """Answer the ASGI lifespan, which Django does not, and export the last spans.

    uvicorn ends by the signal that stopped it, so \`\`atexit\`\` never runs: without this,
    the spans of the last seconds are lost at every stop.
    """

    async def with_lifespan(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _answer_lifespan(receive, send)
        else:
            await application(scope, receive, send)

    return with_lifespan


async def _answer_lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(flush_spans)
            await send({"type": "lifespan.shutdown.complete"})
            return


def flush_spans() -> None:
    """Export what is still queued, for at most five seconds."""
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider

    provider = trace.get_tracer_provider()
    if isinstance(provider, TracerProvider):
        provider.force_flush(5_000)`;

/** A module with flush_on_shutdown alone, with `\n` line ends. */
export function lifespanModule(): string {
  return `"""Exports the last spans when an ASGI server stops."""\n\nimport asyncio\nfrom collections.abc import Awaitable, Callable\nfrom typing import Any\n\n${LIFESPAN}\n`;
}
