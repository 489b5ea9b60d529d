"""WSGI config for meadow."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meadow.settings")

application = get_wsgi_application()

from meadow import tracing  # noqa: E402, F401
