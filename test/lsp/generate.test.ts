// The requests behind Generate tracing.py, and Check Workspace's progress.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { WorkDoneProgress } from 'vscode-languageserver';
import { LspClient } from './client';
import { editsIn, applied, Project, SETDEFAULT, SHOP } from './project';

const PLAIN = `import os\n\nfrom django.core.wsgi import get_wsgi_application\n\n${SETDEFAULT}\n\napplication = get_wsgi_application()\n`;
const REQUEST = { serviceName: 'shop', exporter: 'otlp-http', overwrite: false };

async function start(t: TestContext, files: Record<string, string>): Promise<{ client: LspClient; project: Project }> {
  const project = new Project(files);
  const client = await LspClient.start({ folders: [project.uri()] });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project };
}

test('plans a new tracing.py and its calls, and writes nothing', async (t) => {
  const { client, project } = await start(t, { ...SHOP, 'shop/wsgi.py': PLAIN });
  const targets = await client.connection.sendRequest<{ project: string; settingsModule: string; exists: boolean }[]>('firstspan/generate/targets', {});
  assert.deepEqual(targets.map((target) => [target.project, target.settingsModule, target.exists]), [[project.uri('shop/tracing.py'), 'shop.settings', false]]);
  const plan = await client.connection.sendRequest<{ kind: string; edit: object; tracing: string; requirements: string[] }>('firstspan/generate/plan', REQUEST);
  assert.equal(plan.kind, 'plan');
  assert.equal(plan.tracing, project.uri('shop/tracing.py'));
  const action = { title: '', edit: plan.edit };
  const wsgi = applied(PLAIN, editsIn(action, project.uri('shop/wsgi.py')).edits);
  assert.match(wsgi, /setdefault[^]*_tracing\(\)[^]*application = /);
  assert.match(editsIn(action, project.uri('shop/tracing.py')).edits[0].newText, /TracerProvider\(/);
  assert.ok(plan.requirements.length > 0);
});

test('an existing tracing.py is refused until it may be replaced', async (t) => {
  const { client } = await start(t, { ...SHOP, 'shop/wsgi.py': PLAIN, 'shop/tracing.py': '# mine\n' });
  const refusal = await client.connection.sendRequest<{ kind: string; reason: string; message: string }>('firstspan/generate/plan', REQUEST);
  assert.deepEqual([refusal.kind, refusal.reason], ['refusal', 'exists']);
  const plan = await client.connection.sendRequest<{ kind: string }>('firstspan/generate/plan', { ...REQUEST, overwrite: true });
  assert.equal(plan.kind, 'plan');
});

test('no Django project is a refusal with words', async (t) => {
  const { client } = await start(t, { 'readme.py': '' });
  const refusal = await client.connection.sendRequest<{ kind: string; reason: string; message: string }>('firstspan/generate/plan', REQUEST);
  assert.deepEqual([refusal.kind, refusal.reason], ['refusal', 'no-project']);
  assert.ok(refusal.message.length > 0);
});

test('a check reports progress and counts', async (t) => {
  const { client } = await start(t, { ...SHOP, 'shop/wsgi.py': PLAIN });
  const kinds: string[] = [];
  client.connection.onProgress(WorkDoneProgress.type, 'token', ({ kind }) => void kinds.push(kind));
  const result = await client.connection.sendRequest<{ error: number; files: number }>('firstspan/check', { token: 'token' });
  assert.equal(result.error, 0);
  assert.ok(result.files > 0);
  assert.deepEqual(kinds, ['begin', 'end']);
});
