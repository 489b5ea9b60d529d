// The words of this domain stand out in each language that sets or reads them, in the editor's own theme.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../harness/until';
import { shop } from '../projects/shop';
import { useEditor } from './editor';

const open = useEditor();

const FILES: Readonly<Record<string, string>> = {
  'Dockerfile': 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nENV DJANGO_SETTINGS_MODULE=shop.settings \\\n    OTEL_SERVICE_NAME="corner-shop"\n# OTEL_TRACES_SAMPLER is set by the platform\nCMD ["gunicorn", "--preload", "shop.wsgi"]\n',
  'compose.yaml': 'services:\n  web:\n    build: .\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318\n      OTEL_SERVICE_NAME: "corner-shop"\n  worker:\n    environment:\n      - DJANGO_SETTINGS_MODULE=shop.settings\n      - OTEL_SERVICE_NAME=worker\n',
  'start.sh': '#!/bin/sh\nset -e\nexport DJANGO_SETTINGS_MODULE=shop.settings\nOTEL_SERVICE_NAME="${OTEL_SERVICE_NAME:-shop}" exec gunicorn shop.wsgi --preload\n',
  '.env': '# for the laptop\nDJANGO_SETTINGS_MODULE=shop.settings\nOTEL_SERVICE_NAME="corner-shop"\n',
  'uwsgi.ini': '[uwsgi]\nmodule = shop.wsgi\nenv = DJANGO_SETTINGS_MODULE=shop.settings\n',
  'wsgi.py': shop()['shop/wsgi.py']!.replace('import os\n', 'import os\n\nos.environ["OTEL_SERVICE_NAME"] = "corner-shop"\n'),
};

test('names and the settings module have colours of their own', async (t) => {
  const { 'wsgi.py': wsgi, ...others } = FILES;
  const window = await open(t, { ...shop(), ...others, 'shop/wsgi.py': wsgi! });
  const { workbench } = window;
  for (const file of Object.keys(FILES)) {
    await workbench.openFile(file);
    const colourOf = async (word: string): Promise<string | undefined> => (await workbench.colours(word)).find(({ text }) => text === word)?.colour;
    // A grammar is loaded after the text is shown.
    const name = await until(() => colourOf('DJANGO_SETTINGS_MODULE'), { what: async () => `a part for the name in ${file}: ${JSON.stringify(await workbench.colours('DJANGO_SETTINGS_MODULE'))}` });
    const parts = await workbench.colours('DJANGO_SETTINGS_MODULE');
    const module = parts.find(({ text }) => text === 'shop.settings')?.colour;
    assert.ok(module && module !== name, `${file}: ${JSON.stringify(parts)}`);
    await window.screenshot(`words-${file.replace(/\W/g, '')}`);
  }
});
