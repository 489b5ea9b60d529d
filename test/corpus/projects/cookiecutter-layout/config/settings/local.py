from .base import *  # noqa: F403
from .base import INSTALLED_APPS
from .base import MIDDLEWARE

DEBUG = True
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
INSTALLED_APPS += ["debug_toolbar", "django_extensions"]
MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]
