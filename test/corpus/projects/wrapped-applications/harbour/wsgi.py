"""
WSGI config for harbour project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")

from harbour.telemetry import setup  # noqa: E402

setup()
application = WhiteNoise(get_wsgi_application(), root="static")
