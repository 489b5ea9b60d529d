"""gunicorn loads the application once, in the master, and forks the workers from it."""
import os

bind = "127.0.0.1:8001"
workers = 2
preload_app = True


def post_fork(server, worker):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warehouse.settings")

    from warehouse.telemetry import install_tracer_provider, instrument_django

    install_tracer_provider()
    instrument_django()
