// What is shown over a finding and over the rules of an ignore comment, and where its links lead.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { RuleInfo } from '../../server/src/lsp/protocol';
import { LspClient } from './client';
import { Project, RIGHT, SHOP, WRONG } from './project';

const RULE = 'settings-not-set-before-instrument';
const COMMANDS = ['firstspan.showOrder', 'firstspan.explainRule'];

/** instrument() comes after the application; the steps before it are in three files. */
const TELEMETRY = 'from opentelemetry.instrumentation.django import DjangoInstrumentor\n\n\ndef set_up():\n    DjangoInstrumentor().instrument()\n';
const LATE = `import os\n\nfrom django.core.wsgi import get_wsgi_application\nfrom shop.telemetry import set_up\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = get_wsgi_application()\nset_up()\n`;

async function start(t: TestContext, text: string, commands: readonly string[] = []): Promise<{ client: LspClient; project: Project; uri: string }> {
  const project = new Project({ ...SHOP, 'shop/__init__.py': '', 'shop/telemetry.py': TELEMETRY, 'shop/wsgi.py': text });
  const client = await LspClient.start({ folders: [project.uri()], initializationOptions: { commands } });
  t.after(() => {
    client.kill();
    project.delete();
  });
  const uri = project.uri('shop/wsgi.py');
  await client.open(uri, text);
  await client.diagnostics(uri, (_, version) => version === 1);
  return { client, project, uri };
}

test('a finding: the steps before it with links, the step itself, and the boot', async (t) => {
  const { client, uri } = await start(t, LATE, COMMANDS);
  const hover = await client.hover(uri, 7, 2);
  assert.ok(hover);
  const [steps, rule] = hover.text.split('\n\n---\n\n');
  const order = `[Show Start-up Order](command:firstspan.showOrder?${encodeURIComponent('["wsgi:shop/wsgi.py"]')})`;
  assert.deepEqual(steps!.split('\n'), [
    '**What runs before it** in `wsgi:shop/wsgi.py`',
    '',
    `- settings module named (shop.settings) · [shop/wsgi.py:6](${uri}#L6)`,
    `- settings evaluated (shop.settings) · [shop/wsgi.py:7](${uri}#L7)`,
    `- application built (wsgi): the middleware chain is loaded · [shop/wsgi.py:7](${uri}#L7)`,
    '- **Django instrumented** ← here',
    '',
    order,
  ]);
  assert.match(rule!, /^\[instrument-after-application\]\(command:firstspan\.explainRule\?%5B%22instrument-after-application%22%5D\): /);
  assert.deepEqual(hover.range, { start: { line: 7, character: 0 }, end: { line: 7, character: 8 } });
  assert.equal(await client.hover(uri, 0, 2), undefined);
});

test('a finding that nothing runs before', async (t) => {
  const { client, uri } = await start(t, WRONG, COMMANDS);
  const hover = await client.hover(uri, 5, 4);
  assert.match(hover?.text ?? '', /^\*\*Nothing that matters runs before it\*\* in `wsgi:shop\/wsgi\.py`\n\n- \*\*Django instrumented\*\* ← here\n/);
});

test('an editor without our commands gets no link that runs one, and the head of the page instead', async (t) => {
  const { client, uri } = await start(t, WRONG);
  const text = (await client.hover(uri, 5, 4))?.text ?? '';
  assert.doesNotMatch(text, /command:/);
  assert.match(text, new RegExp(`\\*\\*${RULE}\\*\\*`));
  assert.match(text, /Why this matters/);
  assert.doesNotMatch(text, /Reported|# /);
  for (const { codeDescription } of await client.count(uri, 2)) assert.equal(codeDescription, undefined);
});

test('the code of a diagnostic leads to the page of its rule', async (t) => {
  const { client, uri } = await start(t, WRONG, COMMANDS);
  const found = await client.count(uri, 2);
  assert.deepEqual(found.map(({ code, codeDescription }) => [code, codeDescription?.href]), [RULE, 'provider-missing'].map((rule) => [rule, `firstspan-rule:/${rule}.md`]));
  const rules = await client.connection.sendRequest<RuleInfo[]>('firstspan/rules', {});
  assert.match(rules.find(({ id }) => id === RULE)?.page ?? '', new RegExp(`^# ${RULE}\n`));
});

test('each rule that an ignore comment names is explained; its other words are not', async (t) => {
  const comment = `# firstspan: ignore[${RULE}] checked in staging`;
  const { client, uri } = await start(t, `${comment}\n${WRONG}`, COMMANDS);
  const at = (word: string) => client.hover(uri, 0, comment.indexOf(word) + 1);
  const hover = await at(RULE);
  assert.match(hover?.text ?? '', new RegExp(`^\\[${RULE}\\]\\(command:[^)]*\\): [^\n]*$`));
  assert.deepEqual(hover?.range, { start: { line: 0, character: comment.indexOf(RULE) }, end: { line: 0, character: comment.indexOf(RULE) + RULE.length } });
  for (const word of ['firstspan', 'ignore', 'staging']) assert.equal(await at(word), undefined, word);
});

test('a name in an ignore comment that no rule has is a finding of its own, and that rule is explained', async (t) => {
  const { client, uri } = await start(t, `# firstspan: ignore[no-such-rule] never\n${RIGHT}`, COMMANDS);
  assert.match((await client.hover(uri, 0, 22))?.text ?? '', /^\[unused-suppression\]/);
});
