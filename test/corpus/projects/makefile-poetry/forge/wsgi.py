"""WSGI config for forge."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forge.settings")

from forge.otel import boot  # noqa: E402

boot()

application = get_wsgi_application()
