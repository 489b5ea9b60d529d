"""WSGI config for vault."""
from django.core.wsgi import get_wsgi_application

from vault.otel import boot  # noqa: E402

boot()

application = get_wsgi_application()
