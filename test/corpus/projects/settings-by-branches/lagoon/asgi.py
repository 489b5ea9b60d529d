"""
ASGI config for lagoon project.

It exposes the ASGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/asgi/
"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault(key="DJANGO_SETTINGS_MODULE", value="lagoon.settings.production")

from lagoon.telemetry import configure_tracing  # noqa: E402

configure_tracing()

application = get_asgi_application()
