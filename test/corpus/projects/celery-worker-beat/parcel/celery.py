"""The Celery application of parcel."""
import os

from celery import Celery
from celery.signals import beat_init, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcel.settings")

app = Celery("parcel")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect(weak=False)
def trace_worker(**kwargs):
    from parcel.tracing import install

    install()


@beat_init.connect(weak=False)
def trace_beat(**kwargs):
    from parcel.tracing import install

    install()
