"""
WSGI config for depot project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depot.settings")

from depot.tracing import install_tracer_provider, instrument_django  # noqa: E402

instrument_django()
# gunicorn sets SERVER_SOFTWARE in its master; there each worker installs its own provider in post_fork.
if not os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
    install_tracer_provider()

application = get_wsgi_application()
