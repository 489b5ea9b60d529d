"""Two halves: Django is instrumented where the application is built, the provider belongs to each worker."""
_installed = False


def instrument_django():
    from django.conf import settings
    from opentelemetry.instrumentation.django import DjangoInstrumentor

    settings.MIDDLEWARE  # a broken settings module stops the start here
    DjangoInstrumentor().instrument()


def install_tracer_provider():
    global _installed
    if _installed:
        return
    _installed = True
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
