// The generated tracing.py itself, and what is said about it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { EXPORTERS } from '../../server/src/core/generate/types';
import { generated, plan, startproject } from './harness';

function project(...kinds: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(startproject()).filter(([path]) => !/[aw]sgi\.py$/.test(path) || kinds.some((kind) => path.endsWith(`${kind}.py`))));
}

async function tracing(files: Record<string, string>, request: Parameters<typeof plan>[1] = {}): Promise<string> {
  return (await generated(files, request))['shop/tracing.py'];
}

/** Fails unless the pieces occur in this order. */
function assertOrder(text: string, pieces: readonly string[]): void {
  const places = pieces.map((piece) => text.indexOf(piece));
  assert.ok(!places.includes(-1), `missing: ${pieces[places.indexOf(-1)]}`);
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
}

for (const exporter of EXPORTERS) {
  test(`${exporter}: settings, then the instrumentation, then the provider`, async () => {
    const text = await tracing(project('wsgi'), { exporter });
    assertOrder(text, ['instrument_django()\n    install_tracer_provider()', '_ = settings.MIDDLEWARE', 'DjangoInstrumentor()', 'ProxyTracerProvider', 'add_span_processor', 'set_tracer_provider(provider)']);
    assert.ok(!/^(from|import) opentelemetry/m.test(text), 'importing the module must not import OpenTelemetry');
    assert.ok(!/endpoint=|headers=|http:/.test(text), 'nothing of a deployment is in the code');
  });
}

test('each exporter has its own classes', async () => {
  const texts = await Promise.all(EXPORTERS.map((exporter) => tracing(project('wsgi'), { exporter })));
  assert.deepEqual(texts.map((text) => text.match(/add_span_processor\((.*)\)$/m)?.[1]), [
    'BatchSpanProcessor(OTLPSpanExporter())', 'BatchSpanProcessor(OTLPSpanExporter())', 'SimpleSpanProcessor(ConsoleSpanExporter())',
  ]);
  assert.deepEqual(texts.map((text) => text.match(/proto\.(http|grpc)\./)?.[1]), ['http', 'grpc', undefined]);
});

test('the lifespan wrapper is there only for ASGI, and the text says who calls it', async () => {
  const wsgi = await tracing(project('wsgi'));
  assert.ok(!/asgi|asyncio|lifespan/.test(wsgi));
  assert.match(wsgi, /``wsgi.py`` calls\n/);
  const both = await tracing(project('wsgi', 'asgi'));
  assert.match(both, /def flush_on_shutdown/);
  assert.match(both, /``wsgi.py`` and ``asgi.py`` call\n/);
  assert.match(await tracing(project('asgi')), /``asgi.py`` calls\n/);
});

test('the service name is a literal, whatever it contains', async () => {
  const line = async (serviceName: string): Promise<string | undefined> => (await tracing(project('wsgi'), { serviceName })).match(/^DEFAULT_SERVICE_NAME = ([^]*?)\n\n/m)?.[1];
  assert.equal(await line('Bücher & Co'), '"Bücher & Co"');
  assert.equal(await line('it\'s'), '"it\'s"');
  assert.equal(await line('say "x"'), '\'say "x"\'');
  assert.equal(await line('both "\' and \\'), '"both \\"\' and \\\\"');
  assert.equal(await line('" + __import__("os") + "'), '\'" + __import__("os") + "\'');
  assert.equal(await line('a\u202eb'), '"a\\u202eb"');
  assert.equal(await line('書'.repeat(33)), `(\n    "${'書'.repeat(33)}"\n)`);
});

test('requirements are one matching set, with ASGI where it is served', async () => {
  const lines = async (files: Record<string, string>, exporter: (typeof EXPORTERS)[number]): Promise<string[]> => {
    const answer = await plan(files, { exporter });
    assert.ok(answer.kind === 'plan');
    return answer.requirements.map((line) => line.replace(/==.*/, ''));
  };
  assert.deepEqual(await lines(project('wsgi'), 'otlp-http'), ['opentelemetry-sdk', 'opentelemetry-exporter-otlp-proto-http', 'opentelemetry-instrumentation-django']);
  assert.deepEqual(await lines(project('asgi'), 'console'), ['opentelemetry-sdk', 'opentelemetry-instrumentation-django', 'opentelemetry-instrumentation-asgi']);
  assert.ok((await lines(project('wsgi'), 'otlp-grpc')).includes('opentelemetry-exporter-otlp-proto-grpc'));
});

test('the versions are those that npm run test:python runs', async () => {
  const run = readFileSync(path.join(__dirname, '../runtime/stacks/now.in'), 'utf8').split('\n');
  for (const exporter of EXPORTERS) {
    const answer = await plan(project('wsgi', 'asgi'), { exporter });
    assert.ok(answer.kind === 'plan');
    assert.deepEqual(answer.requirements.filter((line) => !run.includes(line)), []);
  }
});

test('the environment names the endpoint with its scheme', async () => {
  const environment = async (request: Parameters<typeof plan>[1]): Promise<readonly string[]> => {
    const answer = await plan(project('wsgi'), request);
    assert.ok(answer.kind === 'plan');
    return answer.environment;
  };
  assert.deepEqual(await environment({ exporter: 'otlp-grpc' }), ['OTEL_SERVICE_NAME=shop', 'OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317']);
  assert.deepEqual(await environment({ exporter: 'otlp-http', serviceName: 'two words' }), ['OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318']);
  assert.deepEqual(await environment({ exporter: 'console' }), ['OTEL_SERVICE_NAME=shop']);
});

test('the summary tells what happens to each file', async () => {
  const answer = await plan({ ...project('wsgi', 'asgi'), 'shop/tracing.py': 'x = 1\r\n' }, { overwrite: true });
  assert.ok(answer.kind === 'plan');
  assert.deepEqual(answer.summary.map((line) => line.split(':')[0]), ['shop/tracing.py', 'shop/wsgi.py', 'shop/asgi.py']);
  assert.match(answer.summary[0], /: replaced, sets up OpenTelemetry/);
});

test('a replaced file keeps its line ends', async () => {
  const text = await tracing({ ...project('wsgi'), 'shop/tracing.py': '\ufeffx = 1\r\n' }, { overwrite: true });
  assert.ok(text.startsWith('\ufeff"""OpenTelemetry tracing.\r\n'));
  assert.ok(!/[^\r]\n/.test(text));
});
