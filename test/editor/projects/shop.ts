// A project as `django-admin startproject shop` makes it, traced, and with one mistake: instrument() runs too early.

/** Path below the project's folder, with `/`; and the text. */
export type Files = Readonly<Record<string, string>>;

const setdefault = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")';

/** The statement to which the finding points, and where it is in `wsgi.py` (0-based). */
export const instrument = 'DjangoInstrumentor().instrument()';
export const instrumentLine = 7;

/** The entrypoint with the call above the setdefault, and what it must be after the fix. */
export const wrongWsgi = entrypoint('wsgi', [instrument, setdefault]);
export const rightWsgi = entrypoint('wsgi', [setdefault, instrument]);
export const wrongAsgi = entrypoint('asgi', [instrument, setdefault]);
export const rightAsgi = entrypoint('asgi', [setdefault, instrument]);

const manage = `#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""
import os
import sys


def main():
    """Run administrative tasks."""
    ${setdefault}
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
`;

const settings = `"""Django settings for the shop project."""
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "not-a-secret"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
`;

/** A provider that exports, so that the order is the only mistake. */
const provider = `from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
`;

/** The whole project; `changes` replace or add files. */
export function shop(changes: Files = {}): Files {
  return {
    'manage.py': manage,
    'shop/__init__.py': provider,
    'shop/settings.py': settings,
    'shop/urls.py': 'urlpatterns = []\n',
    'shop/wsgi.py': wrongWsgi,
    ...changes,
  };
}

/** A package without any tracing: its entrypoints are as startproject writes them. */
export const plainEntrypoints: Files = {
  'shop/__init__.py': '',
  'shop/wsgi.py': plain('wsgi'),
  'shop/asgi.py': plain('asgi'),
};

/** The same files below a folder, to have several projects in one workspace. */
export function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

/** The files with the line ends of Windows. */
export function withCrlf(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]));
}

function entrypoint(kind: 'wsgi' | 'asgi', statements: readonly string[]): string {
  return `"""${kind.toUpperCase()} config for the shop project."""

import os

from django.core.${kind} import get_${kind}_application
from opentelemetry.instrumentation.django import DjangoInstrumentor

${statements.join('\n')}

application = get_${kind}_application()
`;
}

function plain(kind: 'wsgi' | 'asgi'): string {
  return `"""${kind.toUpperCase()} config for the shop project."""

import os

from django.core.${kind} import get_${kind}_application

${setdefault}

application = get_${kind}_application()
`;
}
