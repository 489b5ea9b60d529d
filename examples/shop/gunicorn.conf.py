"""gunicorn reads this file in the master process, before it forks the workers."""
import os

from shop.telemetry import configure_telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

bind = "127.0.0.1:8000"
workers = 2


def when_ready(server):
    configure_telemetry()
