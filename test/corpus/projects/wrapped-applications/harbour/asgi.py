"""
ASGI config for harbour project.

It exposes the ASGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/asgi/
"""

import os

from django.core.asgi import get_asgi_application
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")

application = SentryAsgiMiddleware(
    app=get_asgi_application(),
)

from harbour.telemetry import setup  # noqa: E402

setup()
