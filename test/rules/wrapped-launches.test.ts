// Commands with opentelemetry-instrument in front: which of them have the settings module in time, and what nobody knows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestProject, testParser } from './project';

const application = (kind: 'wsgi' | 'asgi'): string => `import os\n\nfrom django.core.${kind} import get_${kind}_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_${kind}_application()\n`;

/** @param folder of the project below the repository, with its slash */
const files = (command: string, folder = ''): ReadonlyMap<string, string> => new Map(Object.entries({
  Procfile: `web: ${command}\n`, [`${folder}manage.py`]: '', [`${folder}shop/__init__.py`]: '', [`${folder}shop/settings.py`]: 'INSTALLED_APPS = []\nMIDDLEWARE = []\n', [`${folder}shop/wsgi.py`]: application('wsgi'), [`${folder}shop/asgi.py`]: application('asgi'),
}));

async function found(texts: ReadonlyMap<string, string>): Promise<string[]> {
  return new TestProject(await testParser(), texts).check().findings.filter(({ severity }) => severity !== 'information').map(({ rule }) => rule);
}

const NAMED = 'DJANGO_SETTINGS_MODULE=shop.settings';

describe('wrapper-without-settings', () => {
  for (const command of ['gunicorn shop.wsgi', 'uvicorn shop.asgi:application', 'python manage.py migrate', 'python manage.py job', 'django-admin check', 'celery -A shop worker']) {
    it(`is reported without the variable, and silent with it: ${command}`, async () => {
      const celery = new Map([['shop/celery.py', 'from celery import Celery\n\napp = Celery("shop")\n']]);
      assert.deepEqual(await found(new Map([...files(`opentelemetry-instrument ${command}`), ...celery])), ['wrapper-without-settings']);
      assert.deepEqual(await found(new Map([...files(`${NAMED} opentelemetry-instrument ${command}`), ...celery])), []);
    });
  }
  for (const injector of ['doppler run --', 'op run --env-file=op.env --', 'infisical run --', 'chamber exec production --', 'aws-vault exec production --', 'vault-env', 'envdir /etc/shop', 'dotenvx run --', 'teller run --']) {
    it(`is silent where something may inject the variable: ${injector}`, async () => assert.deepEqual(await found(files(`${injector} opentelemetry-instrument gunicorn shop.wsgi`)), []));
  }
  for (const command of ['gunicorn --chdir src shop.wsgi', 'gunicorn --pythonpath src shop.wsgi', 'uvicorn --app-dir src shop.asgi:application']) {
    it(`is reported where only the server adds the folder: ${command}`, async () => {
      assert.deepEqual(await found(files(`${NAMED} opentelemetry-instrument ${command}`, 'src/')), ['wrapper-without-settings']);
      assert.deepEqual(await found(files(`${NAMED} PYTHONPATH=src opentelemetry-instrument ${command}`, 'src/')), []);
    });
  }
});
