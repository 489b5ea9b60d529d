"""
WSGI config for museum project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

# from opentelemetry.instrumentation.django import DjangoInstrumentor
# DjangoInstrumentor().instrument()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings")

from museum.observability import instrument_libraries  # noqa: E402

application = get_wsgi_application()

instrument_libraries()
# DjangoInstrumentor().instrument()
