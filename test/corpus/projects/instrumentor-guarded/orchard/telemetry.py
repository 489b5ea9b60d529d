"""OpenTelemetry for this project."""
import opentelemetry.instrumentation.django
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.instrumentor import BaseInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


class OrchardInstrumentor(BaseInstrumentor):
    """Everything that this project instruments, in one place."""

    def instrumentation_dependencies(self):
        return ("django",)

    def _instrument(self, **kwargs):
        django = opentelemetry.instrumentation.django.DjangoInstrumentor()
        if not django.is_instrumented_by_opentelemetry:
            django.instrument(**kwargs)

    def _uninstrument(self, **kwargs):
        opentelemetry.instrumentation.django.DjangoInstrumentor().uninstrument()


def setup():
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    OrchardInstrumentor().instrument(
        is_sql_commentor_enabled=True,
    )
