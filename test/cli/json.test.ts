// `--format json`: the documented shape, with 1-based lines and 1-based UTF-16 columns.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstspan, folder, LATE, project, write } from './harness';

type Json = Record<string, unknown>;

async function json(cwd: string, ...args: string[]): Promise<{ code: number | null; document: Json & { findings: Json[]; boots: Json[] } }> {
  const { code, out } = await firstspan(['check', '--format', 'json', ...args], { cwd });
  return { code, document: JSON.parse(out) };
}

test('the whole document', async (t) => {
  const { code, document } = await json(write(folder(t), project()));
  assert.equal(code, 1);
  assert.deepEqual(Object.keys(document), ['version', 'findings', 'boots']);
  assert.equal(document.version, 1);
  const [{ message, related, fixes, ...finding }, ...more] = document.findings;
  assert.deepEqual(more, []);
  assert.deepEqual(finding, {
    rule: 'instrument-after-application', severity: 'error', file: 'proj/asgi.py',
    range: { start: { line: 9, column: 1 }, end: { line: 9, column: 34 } },
    boots: ['asgi:proj/asgi.py'],
  });
  assert.match(String(message), /^\S.*\. \S.*\. \S.*\.$/s);
  assert.deepEqual((related as Json[]).map(({ message: text, ...place }) => ({ ...place, said: typeof text })), [
    { file: 'proj/asgi.py', range: { start: { line: 8, column: 1 }, end: { line: 8, column: 37 } }, said: 'string' },
  ]);
  assert.deepEqual((fixes as Json[]).map(({ title, safety, ...rest }) => ({ title: typeof title, safety, rest })), [{ title: 'string', safety: 'safe', rest: {} }]);
});

test('a finding about a variable names the boots of the launches that see it', async (t) => {
  const cwd = write(folder(t), { ...project(), Procfile: 'web: OTEL_BSP_MAX_QUEUE_SIZE=10 uvicorn proj.asgi:application\nother: OTEL_BSP_MAX_QUEUE_SIZE=600 uvicorn proj.asgi:application\n' });
  const { document } = await json(cwd, '--select', 'otel-setting-invalid');
  assert.deepEqual(document.findings.map(({ rule, boots }) => ({ rule, boots })), [{ rule: 'otel-setting-invalid', boots: ['asgi:Procfile (web)'] }]);
});

test('boots have processes with steps, and each step its place and the way to it', async (t) => {
  const helper = 'from opentelemetry.instrumentation.django import DjangoInstrumentor\n\n\ndef on():\n    DjangoInstrumentor().instrument()\n';
  const asgi = LATE.replace('from opentelemetry.instrumentation.django import DjangoInstrumentor', 'from proj.helper import on').replace('DjangoInstrumentor().instrument()', 'on()');
  const { document } = await json(write(folder(t), { ...project(asgi), 'proj/helper.py': helper }));
  const boot = document.boots.find(({ name }) => name === 'asgi:proj/asgi.py')!;
  assert.equal(boot.entry, 'proj/asgi.py');
  const steps = (boot.processes as { name: string; steps: Json[] }[]).flatMap((process) => process.steps);
  for (const step of steps) assert.deepEqual(Object.keys(step), ['event', 'file', 'line', 'via']);
  assert.deepEqual(steps.find(({ event }) => event === 'instrumented'), { event: 'instrumented', file: 'proj/helper.py', line: 5, via: [{ file: 'proj/asgi.py', line: 9 }] });
});

test('what the server does itself has no place', async (t) => {
  const files = { ...project(), 'proj/wsgi.py': LATE.replaceAll('asgi', 'wsgi'), 'backend/../gunicorn.conf.py': 'workers = 2\n' };
  const { document } = await json(write(folder(t), files));
  const boot = document.boots.find(({ name }) => name === 'gunicorn:gunicorn.conf.py')!;
  const processes = boot.processes as { name: string; steps: Json[] }[];
  assert.deepEqual(processes.map(({ name }) => name), ['master', 'worker']);
  assert.deepEqual(processes[0].steps.find(({ event }) => event === 'forked'), { event: 'forked', file: null, line: null, via: [] });
});

test('columns count UTF-16 units, and a byte order mark is none', async (t) => {
  const one = `import os; "日本😀"; os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings"); from django.core.asgi import get_asgi_application; application = get_asgi_application(); from opentelemetry.instrumentation.django import DjangoInstrumentor; DjangoInstrumentor().instrument()\n`;
  const column = one.indexOf('DjangoInstrumentor().') + 1;
  for (const text of [one, `\ufeff${one}`]) {
    const { document } = await json(write(folder(t), project(text)));
    assert.deepEqual(document.findings.map(({ range }) => range), [{ start: { line: 1, column }, end: { line: 1, column: column + 33 } }]);
  }
});

test('a clean project has empty findings', async (t) => {
  const { code, document } = await json(folder(t));
  assert.deepEqual({ code, document }, { code: 0, document: { version: 1, findings: [], boots: [] } });
});

test('--fix with json reports what is left', async (t) => {
  const { code, document } = await json(write(folder(t), project()), '--fix');
  assert.deepEqual({ code, findings: document.findings }, { code: 0, findings: [] });
});
