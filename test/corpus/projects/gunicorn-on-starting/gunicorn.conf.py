import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcel.settings")

bind = "0.0.0.0:8000"
workers = 3


def on_starting(server):
    from parcel.tracing import configure_tracing

    configure_tracing()
