"""
WSGI config for village project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "village.settings")

from village.telemetry import configure  # noqa: E402

configure()
# DjangoInstrumentor().instrument()  # once, in configure()

application = get_wsgi_application()
