import os

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.settings")

app = Celery("market")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect(weak=False)
def init_celery_tracing(*args, **kwargs):
    from opentelemetry.instrumentation.celery import CeleryInstrumentor

    from market.tracing import install_provider

    install_provider()
    CeleryInstrumentor().instrument()


@app.task(bind=True, ignore_result=True)
def debug_task(self):
    print(f"Request: {self.request!r}")
