"""OpenTelemetry for this project."""
from opentelemetry.instrumentation.django import DjangoInstrumentor

DjangoInstrumentor().instrument()
