#!/usr/bin/env bash
set -euo pipefail

wait_for_database() {
  for attempt in $(seq 1 30); do
    if pg_isready --quiet; then
      return 0
    fi
    sleep 1
  done
  echo "the database does not answer" >&2
  exit 1
}

export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-vault.settings}"

case "${1:-serve}" in
  serve)
    wait_for_database
    exec gunicorn vault.wsgi:application --bind 0.0.0.0:8000 "${@:2}"
    ;;
  migrate)
    wait_for_database
    exec python manage.py migrate --noinput
    ;;
  *)
    exec "$@"
    ;;
esac
