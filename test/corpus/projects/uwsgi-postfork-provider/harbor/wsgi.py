"""
WSGI config for harbor project.

It exposes the WSGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/wsgi/
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbor.settings")

from harbor.telemetry import install_provider, instrument_django  # noqa: E402

instrument_django()
application = get_wsgi_application()

try:
    from uwsgidecorators import postfork
except ImportError:  # not under uWSGI: runserver, tests
    install_provider()
else:
    postfork(install_provider)
