// When the generator declines, and that it says what, why and what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RefusalReason } from '../../server/src/core/generate/types';
import { applied, entry, FOLDER, plan, startproject } from './harness';

async function refused(reason: RefusalReason, files: Record<string, string>, request: Parameters<typeof plan>[1] = {}): Promise<string> {
  const answer = await plan(files, request);
  assert.ok(answer.kind === 'refusal', 'there is a plan');
  assert.equal(answer.reason, reason);
  for (const part of [answer.message.what, answer.message.why, answer.message.todo]) assert.match(part, /^[A-Z`a-z].*[^!]$/s);
  return answer.message.what;
}

test('no Django project', async () => {
  await refused('no-project', { 'app.py': '' });
  assert.match(await refused('no-project', { 'manage.py': startproject()['manage.py'] }), /only manage\.py/);
});

test('several projects, unless one is named by its root or by its tracing.py', async () => {
  const files = { ...startproject('shop', 'a/'), ...startproject('blog', 'b/') };
  await refused('several-projects', files);
  await refused('unknown-project', files, { project: `${FOLDER}/c` });
  for (const project of [`${FOLDER}/b`, `${FOLDER}/b/blog/tracing.py`]) {
    const answer = await plan(files, { project });
    assert.ok(answer.kind === 'plan');
    assert.equal(answer.target.package, 'blog');
  }
});

test('two projects in one folder are told apart by their tracing.py', async () => {
  const files = { ...startproject('shop'), ...startproject('blog') };
  await refused('several-projects', files, { project: FOLDER });
  const answer = await plan(files, { project: `${FOLDER}/shop/tracing.py` });
  assert.ok(answer.kind === 'plan');
  assert.deepEqual(Object.keys(applied(files, answer.edits)).filter((path) => !(path in files)), ['shop/tracing.py']);
});

test('service names that are none', async () => {
  await refused('service-name', startproject(), { serviceName: ' ' });
  await refused('service-name', startproject(), { serviceName: 'a\nb' });
  await refused('service-name', startproject(), { serviceName: 'a\u0000b' });
  await refused('service-name', startproject(), { serviceName: 'x'.repeat(100) });
});

test('tracing.py exists', async () => {
  await refused('exists', { ...startproject(), 'shop/tracing.py': '' });
  await refused('shadowed', { ...startproject(), 'shop/tracing/__init__.py': '' }, { overwrite: true });
});

test('an entrypoint that is not Python stops everything', async () => {
  const broken = entry('wsgi').replace('setdefault(', 'setdefault((');
  assert.match(await refused('syntax-error', { ...startproject(), 'shop/wsgi.py': broken }), /wsgi\.py has a syntax error in line \d+/);
});

test('nothing names the settings module', async () => {
  await refused('no-settings', { 'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n' });
});

test('the application is built elsewhere', async () => {
  const elsewhere = 'import django\nfrom shop.factory import application\n';
  await refused('no-application', { 'shop/wsgi.py': elsewhere, 'shop/settings.py': '' });
  const answer = await plan({ ...startproject(), 'shop/wsgi.py': elsewhere });
  assert.ok(answer.kind === 'plan');
  assert.deepEqual(answer.edits.map((edit) => ('file' in edit ? edit.file : edit.create)).includes(`${FOLDER}/shop/wsgi.py`), false);
  assert.match(answer.notes[0], /^wsgi\.py does not build the application itself/);
});
