import os

from django.apps import AppConfig


class ObservabilityConfig(AppConfig):
    name = "observability"
    verbose_name = "Observability"

    def ready(self):
        if os.environ.get("OTEL_SDK_DISABLED", "false").lower() == "true":
            return
        from .setup import configure_tracing

        configure_tracing()
