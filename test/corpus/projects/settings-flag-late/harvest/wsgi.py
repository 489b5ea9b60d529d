"""
WSGI config for harvest project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harvest.settings")

application = get_wsgi_application()

if getattr(settings, "TRACING_ENABLED", False):
    from harvest.telemetry import setup

    setup()
