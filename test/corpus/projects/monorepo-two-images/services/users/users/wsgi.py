"""WSGI config for users."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "users.settings")

from users.otel import boot  # noqa: E402

boot()

application = get_wsgi_application()
