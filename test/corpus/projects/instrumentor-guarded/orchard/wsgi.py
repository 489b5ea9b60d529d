"""
WSGI config for orchard project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orchard.settings")

from orchard.telemetry import setup  # noqa: E402

setup()

application = get_wsgi_application()
