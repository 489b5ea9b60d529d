"""Instruments whatever is installed."""
import importlib
import logging

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

logger = logging.getLogger(__name__)

INSTRUMENTORS = (
    ("opentelemetry.instrumentation.django", "DjangoInstrumentor"),
    ("opentelemetry.instrumentation.psycopg", "PsycopgInstrumentor"),
    ("opentelemetry.instrumentation.requests", "RequestsInstrumentor"),
)


def instrument_everything():
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    for module_name, class_name in INSTRUMENTORS:
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            logger.info("%s is not installed", module_name)
            continue
        getattr(module, class_name)().instrument()
