#!/bin/sh
set -e
cd /app
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-atlas.settings}
python manage.py collectstatic --noinput
exec gunicorn atlas.wsgi:application --bind 0.0.0.0:8000 --workers 4
