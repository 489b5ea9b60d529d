// What is measured on: projects made by a program, the same every time.
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { filler } from './filler';

/** The number of lines of the large entrypoint. */
export const LARGE = 2670;

const SETTINGS_LINE = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')";

const HEAD = ['"""WSGI entrypoint of the shop, with everything that grew around it."""', 'import functools', 'import json', 'import logging', 'import os', 'import re', 'import sys', '',
  'from django.core.wsgi import get_wsgi_application', 'from opentelemetry import trace', 'from opentelemetry.instrumentation.django import DjangoInstrumentor', '', 'from shop import helpers', '',
  'logger = logging.getLogger(__name__)', '', 'DjangoInstrumentor().instrument()', '', SETTINGS_LINE, ''];
const TAIL = ['', '', 'application = get_wsgi_application()', ''];

/** A `wsgi.py` of LARGE lines in which instrument() comes before the settings module is named. */
export function largeEntrypoint(): string {
  const body = filler(1, LARGE - HEAD.length - TAIL.length + 1);
  return [...HEAD, ...body, ...TAIL].join('\n');
}

/** A Django project of eight files; its entrypoint has one finding. */
export function smallProject(entrypoint: string): Map<string, string> {
  return new Map([
    ['manage.py', `import os\nimport sys\n\nif __name__ == '__main__':\n    ${SETTINGS_LINE}\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n`],
    ['shop/__init__.py', ''],
    ['shop/settings.py', "import os\n\nSECRET_KEY = os.environ.get('SECRET_KEY', 'x')\nINSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes', 'orders']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']\nROOT_URLCONF = 'shop.urls'\nWSGI_APPLICATION = 'shop.wsgi.application'\n"],
    ['shop/urls.py', 'from django.urls import path\n\nfrom orders import views\n\nurlpatterns = [path("", views.index)]\n'],
    ['shop/helpers.py', 'import json\n\n\ndef load(text):\n    return json.loads(text)\n'],
    ['shop/wsgi.py', entrypoint],
    ['orders/__init__.py', ''],
    ['orders/views.py', 'from django.http import HttpResponse\n\n\ndef index(request):\n    return HttpResponse("ok")\n'],
  ]);
}

export const SMALL_ENTRYPOINT = `import os\n\nfrom django.core.wsgi import get_wsgi_application\nfrom opentelemetry.instrumentation.django import DjangoInstrumentor\n\nDjangoInstrumentor().instrument()\n${SETTINGS_LINE}\n\napplication = get_wsgi_application()\n`;

/** Writes files below a folder. @returns the folder */
export function write(folder: string, files: ReadonlyMap<string, string>): string {
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Files in one folder of the large tree. */
const PER_FOLDER = 20;

/**
 * A tree of `count` files with the small project in `backend/`: seven of ten are Python files of 10 to 210 lines, as long on
 * average as those of public Django projects; the others are what lies beside them.
 */
export function largeTree(folder: string, count: number): string {
  const project = smallProject(SMALL_ENTRYPOINT);
  write(path.join(folder, 'backend'), project);
  const others = count - project.size;
  for (let first = 0; first < others; first += PER_FOLDER) {
    const files = Array.from({ length: Math.min(PER_FOLDER, others - first) }, (_, i) => treeFile(first + i));
    write(path.join(folder, 'libs', `group${Math.floor(first / 1000)}`, `part${Math.floor(first / PER_FOLDER)}`), new Map(files));
  }
  return folder;
}

function treeFile(i: number): [name: string, text: string] {
  const kind = i % 10;
  if (kind < 7) return [i % PER_FOLDER === 0 ? '__init__.py' : `module${i}.py`, `${filler(i, 10 + ((i * 7919) % 201)).join('\n')}\n`];
  if (kind === 7) return [`data${i}.json`, `{"number": ${i}}\n`];
  return kind === 8 ? [`page${i}.html`, `<p>${i}</p>\n`] : [`notes${i}.md`, `# ${i}\n`];
}

