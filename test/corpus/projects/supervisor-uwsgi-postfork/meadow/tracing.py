"""OpenTelemetry, once in every worker of uWSGI."""
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

try:
    from uwsgidecorators import postfork
except ImportError:  # not inside uWSGI

    def postfork(function):
        return function()


DjangoInstrumentor().instrument()


@postfork
def install_provider():
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
