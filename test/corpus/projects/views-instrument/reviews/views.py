import logging

from django.http import JsonResponse
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

logger = logging.getLogger(__name__)

trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = trace.get_tracer(__name__)

DjangoInstrumentor().instrument(is_sql_commentor_enabled=True)


def index(request):
    with tracer.start_as_current_span("index"):
        logger.info("index was asked for")
        return JsonResponse({"status": "ok"})
