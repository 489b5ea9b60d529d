// Findings in files that are not Python: diagnostics, quick fixes, hover and open buffers of launch files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test, type TestContext } from 'node:test';
import { FileChangeType } from 'vscode-languageserver';
import { isNamedFile } from '../../server/src/core/project/names';
import { matchesGlob } from '../../server/src/core/text/glob';
import { LAUNCH_GLOBS } from '../../server/src/lsp/globs';
import { LspClient } from './client';
import { applied, editsIn, Project, RIGHT, SHOP } from './project';

const PLAIN = 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n';
const COMMENTED = 'FROM python:3.13\n# firstspan: ignore[no-such-rule] seen in a run\nCMD ["gunicorn", "shop.wsgi"]\n';

async function start(t: TestContext, files: Record<string, string>): Promise<{ client: LspClient; project: Project }> {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': RIGHT, ...files });
  const client = await LspClient.start({ folders: [project.uri()] });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project };
}

test('a finding in a Dockerfile that is not open has its place there, and goes with it', async (t) => {
  const { client, project } = await start(t, { Dockerfile: COMMENTED });
  const uri = project.uri('Dockerfile');
  const [found] = await client.count(uri, 1);
  assert.equal(found.code, 'unused-suppression');
  assert.deepEqual(found.range, { start: { line: 1, character: 20 }, end: { line: 1, character: 32 } });
  project.write('Dockerfile', PLAIN);
  await client.watched(uri, FileChangeType.Changed);
  await client.count(uri, 0);
});

test('an open Dockerfile is checked as it is on the screen, and its fix carries the version', async (t) => {
  const { client, project } = await start(t, { Dockerfile: PLAIN });
  const uri = project.uri('Dockerfile');
  await client.open(uri, COMMENTED, 1, 'dockerfile');
  const [found] = await client.count(uri, 1, 1);
  const [action] = await client.actions(uri, found.range, [found]);
  assert.equal(action.title, 'Remove the unused suppression');
  const { version, edits } = editsIn(await client.resolve(action), uri);
  assert.equal(version, 1);
  assert.equal(applied(COMMENTED, edits), PLAIN);
  await client.change(uri, 2, [{ range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, text: '' }]);
  await client.count(uri, 0, 2);
  await client.change(uri, 3, [{ text: COMMENTED }]);
  await client.count(uri, 1, 3);
  await client.close(uri);
  await client.count(uri, 0);
});

test('over a finding in a compose file stands what its rule is about', async (t) => {
  const text = 'services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi  # firstspan: ignore[no-such-rule]\n';
  const { client, project } = await start(t, { 'compose.yaml': text });
  const uri = project.uri('compose.yaml');
  await client.open(uri, text, 1, 'dockercompose');
  const [found] = await client.count(uri, 1, 1);
  const hover = await client.hover(uri, found.range.start.line, found.range.start.character + 1);
  assert.match(hover!.text, /unused-suppression/);
  assert.deepEqual(hover!.range, found.range);
});

test('a document that says nothing of a launch changes nothing', async (t) => {
  const { client, project } = await start(t, { 'docs/deploy.yml': COMMENTED });
  const uri = project.uri('docs/deploy.yml');
  const before = await client.check();
  await client.open(uri, COMMENTED, 1, 'yaml');
  assert.deepEqual(await client.check(), before);
  assert.equal(client.published.get(uri), undefined);
});

test('a document that is only looked through for scripts has no findings', async (t) => {
  const { client, project } = await start(t, { '.github/workflows/ci.yml': COMMENTED });
  const uri = project.uri('.github/workflows/ci.yml');
  const before = await client.check();
  await client.open(uri, COMMENTED, 1, 'yaml');
  assert.deepEqual(await client.check(), { ...before, files: before.files + 1 });
  assert.deepEqual(client.published.get(uri)?.diagnostics, []);
});

test('a list of requirements that another one includes is heard of, whatever its name', async (t) => {
  const list = (sdk: string): string => `opentelemetry-sdk==${sdk}\n`;
  const { client, project } = await start(t, { 'requirements.txt': '-r deps/web.pip\nopentelemetry-instrumentation-django==0.66b2\nopentelemetry-instrumentation==0.66b2\n', 'deps/web.pip': list('1.30.0') });
  const uri = project.uri('deps/web.pip');
  const [found] = await client.count(uri, 1);
  assert.equal(found.code, 'package-version-skew');
  await client.check();
  const watched = (): string[] => [...client.watchers.values()].flat().filter((pattern) => pattern.endsWith('.pip'));
  assert.deepEqual(watched(), ['**/deps/web.pip']);
  project.write('deps/web.pip', list('1.45.2'));
  await client.watched(uri, FileChangeType.Changed);
  await client.count(uri, 0);
  project.write('requirements.txt', '-r deps/[other].pip\n');
  await client.watched(project.uri('requirements.txt'), FileChangeType.Changed);
  await client.check();
  await client.check();
  assert.deepEqual(watched(), ['**/deps/?other?.pip']);
});

test('the client tells of every file that a launch reader is made for', () => {
  const pages = path.join(__dirname, '../core/launch');
  const titles = readdirSync(pages).filter((name) => name.endsWith('.md')).flatMap((name) => [...readFileSync(path.join(pages, name), 'utf8').matchAll(/^```[^\n]*title="([^"]+)"/gm)].map(([, title]) => title!));
  const more = ['requirements.txt', 'requirements/base.txt', 'dev-requirements.in', 'pyproject.toml', 'Pipfile', 'Pipfile.lock', 'uv.lock', 'poetry.lock', 'runtime.txt', '.python-version', '.tool-versions'];
  const named = [...new Set([...titles, ...more])].filter((name) => isNamedFile(name) && !name.endsWith('.py'));
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter((name) => !LAUNCH_GLOBS.some((glob) => matchesGlob(name, glob))), []);
});
