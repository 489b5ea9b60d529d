// A fix that lets a process come further than before may show what was wrong there all the time.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TestProject, testParser } from '../rules/project';

const SETTINGS = 'ROOT_URLCONF = "shop.urls"\nINSTALLED_APPS = []\nMIDDLEWARE = []\n';

const manage = (first: string, second: string): string => `import os
import sys

from django.core.management import execute_from_command_line
from opentelemetry.instrumentation.django import DjangoInstrumentor


def main():
    ${first}
    ${second}
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
`;

const [NAME, INSTRUMENT] = ['os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")', 'DjangoInstrumentor().instrument()'];

async function project(files: Readonly<Record<string, string>>): Promise<TestProject> {
  return new TestProject(await testParser(), new Map(Object.entries({ 'shop/__init__.py': '', 'shop/urls.py': 'urlpatterns = []\n', 'shop/settings.py': SETTINGS, ...files })));
}

const rulesOf = (checked: TestProject): string[] => checked.check().findings.map(({ rule }) => rule);

it('runserver ended with its empty settings: that it has no provider is seen once it starts', async () => {
  const broken = await project({ 'manage.py': manage(INSTRUMENT, NAME) });
  assert.deepEqual(rulesOf(broken), ['settings-not-set-before-instrument']);
  const [fix] = broken.fixes(broken.check().findings[0]!);
  assert.ok(fix, 'a fix is offered');
  const mended = new TestProject(await testParser(), broken.applied(fix));
  assert.equal(mended.files.get('manage.py'), manage(NAME, INSTRUMENT));
  assert.deepEqual(rulesOf(mended), ['provider-missing']);
});

it('empty settings hide the middleware that is listed by hand', async () => {
  const wsgi = (first: string, second: string) => `import os

from django.core.wsgi import get_wsgi_application
from opentelemetry import trace
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
${first}
${second}
application = get_wsgi_application()
`;
  const listed = SETTINGS.replace('MIDDLEWARE = []', 'MIDDLEWARE = [\n    "opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware",\n]');
  const broken = await project({ 'shop/settings.py': listed, 'shop/wsgi.py': wsgi(INSTRUMENT, NAME) });
  assert.deepEqual(rulesOf(broken), ['settings-not-set-before-instrument']);
  const fixes = broken.fixes(broken.check().findings[0]!);
  const mended = new TestProject(await testParser(), broken.applied(fixes[0]!));
  assert.equal(mended.files.get('shop/wsgi.py'), wsgi(NAME, INSTRUMENT));
  assert.deepEqual(rulesOf(mended), ['double-instrumentation']);
});
