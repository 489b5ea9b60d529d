import os

from celery import Celery

from .tracing import configure_tracing

configure_tracing()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "island.settings")

app = Celery("island")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
