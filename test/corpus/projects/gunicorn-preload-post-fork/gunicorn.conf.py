"""Seen in many guides: the post_fork hook of OpenTelemetry's documentation."""
import os

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

wsgi_app = "cargo.wsgi:application"
bind = "0.0.0.0:8000"
workers = 4
preload_app = True


def post_fork(server, worker):
    server.log.info("Worker spawned (pid: %s)", worker.pid)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cargo.settings")

    provider = TracerProvider(resource=Resource.create({"service.name": "cargo"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument()
