from .base import *  # noqa: F403

DEBUG = True
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware"] + MIDDLEWARE  # noqa: F405
INSTALLED_APPS += ["debug_toolbar"]  # noqa: F405
