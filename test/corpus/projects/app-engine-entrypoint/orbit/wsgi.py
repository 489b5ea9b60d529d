"""WSGI config for orbit."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orbit.settings")

application = get_wsgi_application()
