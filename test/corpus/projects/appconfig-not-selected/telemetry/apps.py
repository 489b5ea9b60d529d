from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "telemetry"


class TracingConfig(AppConfig):
    name = "telemetry"

    def ready(self):
        from telemetry.tracing import configure_tracing

        configure_tracing()
