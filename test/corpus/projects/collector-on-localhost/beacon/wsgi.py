"""WSGI config for beacon."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beacon.settings")

from beacon.otel import boot  # noqa: E402

boot()

application = get_wsgi_application()
