"""Tracing is optional: a flag switches it on, and the packages may be missing on laptops."""
import logging
import os

logger = logging.getLogger(__name__)

try:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
except ImportError:
    DjangoInstrumentor = None


def init_tracing():
    if os.environ.get("TRACING_ENABLED", "").lower() not in ("1", "true", "yes"):
        return
    if DjangoInstrumentor is None:
        logger.warning("Tracing is on, but OpenTelemetry is not installed")
        return
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    instrumentor = DjangoInstrumentor()
    if not instrumentor.is_instrumented_by_opentelemetry:
        instrumentor.instrument(is_sql_commentor_enabled=True)
