// The editor's settings and pyproject.toml: what holds for which folder, and that changes are seen.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FileChangeType } from 'vscode-languageserver/node';
import { CAPABILITIES, LspClient, type ClientOptions } from './client';
import { Project, SHOP, WRONG } from './project';

const RULE = 'settings-not-set-before-instrument';

/** What VS Code sends for settings that nobody set, and one of the client's own. */
const DEFAULTS = { select: [], ignore: [], severity: {}, perFileIgnores: {}, exclude: [], entrypoints: [], importRoots: [], settingsModule: '', trace: { server: 'off' } };

async function start(t: TestContext, options: Omit<ClientOptions, 'folders'>, files: Readonly<Record<string, string>> = {}, folders = ['']) {
  const project = new Project(Object.fromEntries(folders.flatMap((folder) => Object.entries({ ...SHOP, 'shop/wsgi.py': WRONG, ...files }).map(([name, text]) => [folder === '' ? name : `${folder}/${name}`, text]))));
  const client = await LspClient.start({ folders: folders.map((folder) => project.uri(folder)), ...options });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project, uri: project.uri('shop/wsgi.py') };
}

test('a severity of the editor holds from the first diagnostics on, and a change of it is seen', async (t) => {
  const { client, uri } = await start(t, { settings: () => ({ ...DEFAULTS, severity: { [RULE]: 'warning' } }) });
  const [found] = await client.count(uri, 1);
  assert.equal(found!.severity, 2);
  assert.ok(client.registered.includes('workspace/didChangeConfiguration'));
  client.settings = () => ({ ...DEFAULTS, ignore: [RULE] });
  await client.configure();
  await client.count(uri, 0);
  client.settings = () => DEFAULTS;
  await client.configure();
  const [again] = await client.count(uri, 1);
  assert.equal(again!.severity, 1);
});

test('pyproject.toml comes before the editor, which fills its gaps; a change of the file is seen', async (t) => {
  const toml = (severity: string) => `[tool.firstspan]\nseverity = { ${RULE} = "${severity}" }\n`;
  const { client, project, uri } = await start(t, { settings: () => ({ ...DEFAULTS, severity: { [RULE]: 'warning' }, exclude: ['shop/asgi.py'] }) },
    { 'pyproject.toml': toml('information'), 'shop/asgi.py': WRONG.replaceAll('wsgi', 'asgi') });
  const [found] = await client.count(uri, 1);
  assert.equal(found!.severity, 3);
  assert.equal((await client.check()).information, 1, 'the other entrypoint is excluded by the editor');
  project.write('pyproject.toml', toml('error'));
  await client.watched(project.uri('pyproject.toml'), FileChangeType.Changed);
  await client.diagnostics(uri, ([first]) => first?.severity === 1);
  project.remove('pyproject.toml');
  await client.watched(project.uri('pyproject.toml'), FileChangeType.Deleted);
  await client.diagnostics(uri, ([first]) => first?.severity === 2);
});

test('each folder has the settings of its own scope', async (t) => {
  const { client, project } = await start(t, { settings: (scope) => (scope?.endsWith('/a') ? { severity: { [RULE]: 'off' } } : DEFAULTS) }, {}, ['a', 'b']);
  await client.count(project.uri('b/shop/wsgi.py'), 1);
  assert.equal((await client.check()).error, 1);
  await client.folders([], [project.uri('b')]);
  assert.equal((await client.check()).error, 0);
});

test('a client that cannot be asked sends its settings along', async (t) => {
  const { workspace: { configuration: _, ...workspace } = {}, ...others } = CAPABILITIES;
  const { client, uri } = await start(t, { capabilities: { ...others, workspace } });
  await client.count(uri, 1);
  await client.configure({ firstspan: { ignore: [RULE] } });
  await client.count(uri, 0);
  await client.configure({});
  await client.count(uri, 1);
});

test('a setting that cannot be used is named in the log, and the others hold', async (t) => {
  const { client, uri } = await start(t, { settings: () => ({ severity: { 'no-such-rule': 'off', [RULE]: 'warning' } }) });
  const [found] = await client.count(uri, 1);
  assert.equal(found!.severity, 2);
  assert.ok(client.logs.some((line) => line.includes('firstspan.severity.no-such-rule')), client.logs.join('\n'));
});
