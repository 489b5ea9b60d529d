// The start-up order as a document with links, and word when it is out of date.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { OrderResult } from '../../server/src/lsp/protocol';
import { LspClient } from './client';
import { Project, RIGHT, SHOP, WRONG } from './project';

const GUNICORN = 'workers = 2\nwsgi_app = "shop.wsgi:application"\n\n\ndef post_fork(server, worker):\n    pass\n';

async function start(t: TestContext, files: Readonly<Record<string, string>>, folders: (project: Project) => string[] = (project) => [project.uri()]) {
  const project = new Project(files);
  const client = await LspClient.start({ folders: folders(project) });
  t.after(() => {
    client.kill();
    project.delete();
  });
  return { client, project, order: () => client.connection.sendRequest<OrderResult>('firstspan/order', {}) };
}

/** Each link: its text in the document, and where it leads. */
function leads({ text, links }: OrderResult): string[] {
  const lines = text.split('\n');
  return links.map(({ range, target, position }) => {
    assert.equal(range.start.line, range.end.line);
    return `${lines[range.start.line]!.slice(range.start.character, range.end.character)} -> ${target}#${position.line + 1}:${position.character + 1}`;
  });
}

test('one section for each boot and process, and each place is a link to where it is', async (t) => {
  const { project, order } = await start(t, { ...SHOP, 'gunicorn.conf.py': GUNICORN, 'shop/wsgi.py': RIGHT });
  const result = await order();
  assert.match(result.text, /^Start-up order of gunicorn:gunicorn\.conf\.py\n {2}master\n(?: {5}\d\. .+\n)+ {2}worker\n(?: {5}\d\. .+\n)+$/m);
  assert.match(result.text, /^Start-up order of manage:manage\.py$/m);
  assert.match(result.text, /^ {5}\d\. settings module named \(shop\.settings\) +manage\.py:5$/m);
  assert.ok(leads(result).includes(`manage.py:5 -> ${project.uri('manage.py')}#5:5`), leads(result).join('\n'));
  assert.ok(leads(result).includes(`shop/wsgi.py:7 -> ${project.uri('shop/wsgi.py')}#7:1`), leads(result).join('\n'));
  for (const lead of leads(result)) assert.match(lead, /^(\S+:\d+) -> file:.*\.py#\d+:\d+$/);
});

test('the step that a finding is about says so', async (t) => {
  const { order } = await start(t, { ...SHOP, 'shop/wsgi.py': WRONG });
  const { text } = await order();
  assert.match(text, /Django instrumented +shop\/wsgi\.py:6\n {8}\^ error settings-not-set-before-instrument$/m);
  assert.equal(text.match(/\^/g)?.length, 1);
});

test('a change that changes the order is told once, another one is not', async (t) => {
  const { client, project, order } = await start(t, { ...SHOP, 'shop/wsgi.py': WRONG });
  const uri = project.uri('shop/wsgi.py');
  let told = 0;
  client.connection.onNotification('firstspan/orderChanged', () => void told++);
  await client.open(uri, WRONG);
  await client.check();
  assert.equal(told, 0, 'nobody asked');
  const before = await order();
  await client.change(uri, 2, [{ text: `${WRONG}# a comment at the end\n` }]);
  await client.count(uri, 1, 2);
  await client.hover(uri, 0, 0);
  assert.equal(told, 0);
  await client.change(uri, 3, [{ text: RIGHT }]);
  await client.count(uri, 0, 3);
  await client.change(uri, 4, [{ text: `\n${RIGHT}` }]);
  await client.count(uri, 0, 4);
  await client.hover(uri, 0, 0);
  assert.equal(told, 1);
  const after = await order();
  assert.notEqual(after.text, before.text);
  assert.match(after.text, /settings module named \(shop\.settings\) +shop\/wsgi\.py:7$/m);
});

test('with several folders every name begins with its folder', async (t) => {
  const shops = (name: string) => Object.fromEntries(Object.entries({ ...SHOP, 'shop/wsgi.py': name === 'a' ? WRONG : RIGHT }).map(([file, text]) => [`${name}/${file}`, text]));
  const { order } = await start(t, { ...shops('a'), ...shops('b') }, (project) => [project.uri('a'), project.uri('b')]);
  const { text } = await order();
  const boots = [...text.matchAll(/^Start-up order of (.*)$/gm)].map(([, name]) => name).sort();
  assert.deepEqual(boots, ['manage:a/manage.py', 'manage:b/manage.py', 'wsgi:a/shop/wsgi.py', 'wsgi:b/shop/wsgi.py']);
  assert.match(text, /a\/shop\/wsgi\.py:6\n {8}\^ error/);
  assert.equal(text.match(/\^/g)?.length, 1);
});

test('without a project the document says what is looked for', async (t) => {
  const { order } = await start(t, { 'notes.txt': 'nothing' });
  assert.deepEqual(await order(), { text: 'Nothing was found that starts a Django project: manage.py, wsgi.py, asgi.py and gunicorn.conf.py are looked for by name.\n', links: [] });
});
