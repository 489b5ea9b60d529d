"""
WSGI config for atlas project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlas.settings")

from atlas.tracing import install_provider, instrument_django  # noqa: E402


def response_hook(span, request, response):
    if span and span.is_recording():
        span.set_attribute("enduser.id", str(getattr(request.user, "pk", "")))


install_provider()
instrument_django(response_hook=response_hook)

application = get_wsgi_application()
