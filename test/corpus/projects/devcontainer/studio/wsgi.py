"""WSGI config for studio."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")

from studio.tracing import init  # noqa: E402

init()

application = get_wsgi_application()
