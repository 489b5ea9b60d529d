"""WSGI config for parcel."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcel.settings")

from parcel.tracing import trace_web  # noqa: E402

trace_web()

application = get_wsgi_application()
