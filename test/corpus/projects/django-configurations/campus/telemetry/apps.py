from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "campus.telemetry"

    def ready(self):
        from campus.telemetry.tracing import configure_tracing

        configure_tracing()
