"""As small as Django allows."""
SECRET_KEY = "only-for-this-example"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "warehouse.urls"
WSGI_APPLICATION = "warehouse.wsgi.application"
INSTALLED_APPS = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
DATABASES = {}
