"""ASGI config for quarry."""
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarry.settings")

application = get_asgi_application()

from quarry.otel import boot  # noqa: E402

boot()
