#!/bin/sh
exec /srv/ferry/venv/bin/opentelemetry-instrument /srv/ferry/venv/bin/gunicorn ferry.wsgi --bind 127.0.0.1:8000
