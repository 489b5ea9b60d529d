"""The command that people install: `quarry`."""
import os

import django


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarry.settings")
    django.setup()

    from django.core.handlers.wsgi import WSGIHandler
    from waitress import serve

    from quarry.telemetry import start_tracing

    application = WSGIHandler()
    start_tracing()
    serve(application, port=int(os.environ.get("PORT", "8000")))


if __name__ == "__main__":
    main()
