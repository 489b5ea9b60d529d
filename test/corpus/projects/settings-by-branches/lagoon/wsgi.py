"""
WSGI config for lagoon project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

STAGE = os.environ.get("STAGE", "development")
if STAGE == "production":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lagoon.settings.production"
elif STAGE == "staging":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lagoon.settings.staging"
else:
    settings_module = "lagoon.settings.development"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module)

from lagoon.telemetry import configure_tracing  # noqa: E402

configure_tracing()

application = get_wsgi_application()
