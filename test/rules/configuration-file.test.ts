// Where OTEL_CONFIG_FILE decides what is set up, variables are not what counts: their rules are silent.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TestProject, testParser } from './project';

interface Wrong {
  readonly rule: string;
  /** A variable that is wrong by itself. */
  readonly variable?: string;
  readonly requirements?: readonly string[];
}

const VERSION = ['opentelemetry-distro==0.66b2', 'opentelemetry-instrumentation-django==0.66b2', 'opentelemetry-exporter-otlp-proto-http==1.45.2'];
/** What reads the file. */
const READER = 'opentelemetry-sdk[file-configuration]==1.45.2';

const WRONG: readonly Wrong[] = [
  { rule: 'exporter-endpoint-mismatch', variable: 'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4318' },
  { rule: 'endpoint-not-reachable-from-container', variable: 'OTEL_EXPORTER_OTLP_ENDPOINT: http://localhost:4317' },
  { rule: 'service-name-missing', variable: 'OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317' },
  { rule: 'tracing-switched-off', variable: 'OTEL_SDK_DISABLED: "true"' },
  { rule: 'tracing-switched-off', variable: 'OTEL_TRACES_EXPORTER: none' },
  { rule: 'tracing-switched-off', variable: 'OTEL_TRACES_SAMPLER: always_off' },
  { rule: 'excluded-urls-match-everything', variable: 'OTEL_PYTHON_DJANGO_EXCLUDED_URLS: "healthz,"' },
  { rule: 'otel-setting-invalid', variable: 'OTEL_EXPORTER_OTLP_PROTOCOL: http/xml' },
  { rule: 'otel-setting-invalid', variable: 'OTEL_BSP_MAX_QUEUE_SIZE: "16"' },
  { rule: 'header-format', variable: 'OTEL_EXPORTER_OTLP_HEADERS: "authorization:secret"' },
  { rule: 'exporter-package-missing', requirements: VERSION },
  { rule: 'distro-missing', requirements: VERSION.slice(1) },
];

const FILES = {
  'shop/__init__.py': '', 'shop/settings.py': 'INSTALLED_APPS = []\nMIDDLEWARE = []\n',
  'shop/wsgi.py': 'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
  Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["opentelemetry-instrument", "gunicorn", "shop.wsgi"]\n',
} as const;

/** @param lines of the environment of the service that is instrumented */
const compose = (lines: readonly string[]): string => `services:\n  web:\n    build: .\n    environment:\n${['DJANGO_SETTINGS_MODULE: shop.settings', ...lines].map((line) => `      ${line}\n`).join('')}  collector:\n    image: otel/opentelemetry-collector-contrib:0.140.0\n`;

async function found({ variable, requirements = ['opentelemetry-distro[otlp]==0.66b2', 'opentelemetry-instrumentation-django==0.66b2'] }: Wrong, more: readonly string[]): Promise<string[]> {
  const files = { ...FILES, 'compose.yaml': compose([...(variable ? [variable] : []), ...more]), 'requirements.txt': ['django', 'gunicorn', READER, ...requirements, ''].join('\n') };
  return new TestProject(await testParser(), new Map(Object.entries(files))).check().findings.map(({ rule }) => rule);
}

for (const name of ['OTEL_CONFIG_FILE', 'OTEL_EXPERIMENTAL_CONFIG_FILE']) {
  describe(name, () => {
    for (const wrong of WRONG) {
      it(`${wrong.rule}: ${wrong.variable ?? 'packages'}`, async () => {
        assert.ok((await found(wrong, [])).includes(wrong.rule), 'reported without the file');
        assert.deepEqual(await found(wrong, [`${name}: /app/otel.yaml`]), []);
      });
    }
  });
}
