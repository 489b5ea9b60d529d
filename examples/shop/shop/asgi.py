"""The ASGI application, for uvicorn."""
import os

from django.core.asgi import get_asgi_application

from shop.telemetry import configure_telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

application = get_asgi_application()
configure_telemetry()
