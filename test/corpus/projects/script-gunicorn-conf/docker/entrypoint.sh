#!/bin/sh
set -eu

until nc -z "${DATABASE_HOST:-db}" 5432; do
  sleep 1
done

if [ "${MIGRATE:-1}" = "1" ]; then
  python manage.py migrate --noinput
fi

exec "$@"
