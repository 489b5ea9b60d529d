"""WSGI config for meadow."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meadow.settings")

from meadow import tracing  # noqa: E402, F401

application = get_wsgi_application()
