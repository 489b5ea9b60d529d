"""WSGI config for config."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config.otel import boot  # noqa: E402

boot()

application = get_wsgi_application()
