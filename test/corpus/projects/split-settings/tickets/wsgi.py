"""
WSGI config for tickets project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tickets.settings.production")

from tickets import telemetry  # noqa: E402

telemetry.setup()
application = get_wsgi_application()
