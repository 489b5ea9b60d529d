"""Tracing starts with the app."""
from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "telemetry"
    verbose_name = "Telemetry"

    def ready(self):
        from .provider import configure_tracing

        configure_tracing()
