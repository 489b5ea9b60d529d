// Settings: which file's hold, what they do to findings, and patterns.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HostSettings, Layer } from '../../server/src/core/config/configuration';
import { fromJson, type Table } from '../../server/src/core/config/node';
import { editorName, type Options } from '../../server/src/core/config/options';
import { readOptions } from '../../server/src/core/config/read';
import { parseToml } from '../../server/src/parsers/toml';
import { matchesGlob } from '../../server/src/core/text/glob';
import { FOLDER, TestProject, testParser } from '../rules/project';

const WSGI = `import os
from django.core.wsgi import get_wsgi_application
from opentelemetry.instrumentation.django import DjangoInstrumentor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings")
application = get_wsgi_application()
DjangoInstrumentor().instrument()
`;
/** Keeps `provider-missing` out. */
const PROVIDER = `from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
`;
const RULE = 'instrument-after-application';

/** `severity file` of each finding in a project with this pyproject.toml at its top. */
async function found(settings: string, files: Readonly<Record<string, string>> = {}, host?: HostSettings): Promise<string[]> {
  const texts = { 'proj/__init__.py': PROVIDER, 'site/__init__.py': PROVIDER, 'proj/wsgi.py': WSGI, 'proj/settings.py': '', ...(settings ? { 'pyproject.toml': settings } : {}), ...files };
  const project = new TestProject(await testParser(), new Map(Object.entries(texts)), host);
  return project.check().findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at.file.slice(FOLDER.length + 1)}`);
}

const REPORTED = [`error ${RULE} proj/wsgi.py`];
const layer = (options: Options, base = FOLDER): Layer => ({ options, base, from: 'a test' });

describe('settings in pyproject.toml', () => {
  const cases: [string, string, string[]][] = [
    ['no file', '', REPORTED],
    ['a file without our table', '[tool.black]\nline-length = 100\n', REPORTED],
    ['severity', `[tool.firstspan.severity]\n${RULE} = "warning"\n`, [`warning ${RULE} proj/wsgi.py`]],
    ['severity as a dotted key', `[tool.firstspan]\nseverity.${RULE} = "information"\n`, [`information ${RULE} proj/wsgi.py`]],
    ['severity off', `tool.firstspan.severity = { ${RULE} = "off" }\n`, []],
    ['ignore', `[tool.firstspan]\nignore = ["${RULE}"]\n`, []],
    ['ignore all', '[tool.firstspan]\nignore = ["all"]\n', []],
    ['select others', '[tool.firstspan]\nselect = ["outside-fork-hook"]\n', []],
    ['a rule that has to be named, and is not', '[tool.firstspan]\nselect = ["all"]\n', REPORTED],
    ['a rule that is named by a severity', '[tool.firstspan.severity]\nswallowed-settings-error = "warning"\n', [...REPORTED]],
    ['select and ignore', `[tool.firstspan]\nselect = ["all"]\nignore = ["outside-fork-hook"]\n`, REPORTED],
    ['per-file-ignores that match', `[tool.firstspan.per-file-ignores]\n"proj/*.py" = ["${RULE}"]\n`, []],
    ['per-file-ignores for all', `[tool.firstspan.per-file-ignores]\n"wsgi.py" = ["all"]\n`, []],
    ['per-file-ignores that match another file', `[tool.firstspan.per-file-ignores]\n"other/*.py" = ["all"]\n`, REPORTED],
    ['exclude a folder', '[tool.firstspan]\nexclude = ["proj"]\n', []],
    ['exclude a file', '[tool.firstspan]\nexclude = ["proj/asgi.py"]\n', REPORTED],
    ['a byte order mark and Windows line ends', `\ufeff[tool.firstspan]\r\nignore = ["${RULE}"]\r\n`, []],
  ];
  for (const [name, settings, expected] of cases) it(name, async () => assert.deepEqual(await found(settings), expected));

  it('the nearest file that has settings holds, and they are not mixed', async () => {
    const top = `[tool.firstspan]\nignore = ["${RULE}"]\n`;
    const site = { 'site/wsgi.py': WSGI.replace('proj.', 'site.'), 'site/settings.py': '' };
    assert.deepEqual(await found(top, { ...site, 'site/pyproject.toml': '[tool.firstspan]\nselect = ["all"]\n' }), [`error ${RULE} site/wsgi.py`]);
    assert.deepEqual(await found(top, { ...site, 'site/pyproject.toml': '[tool.black]\n' }), []);
  });

  it('a comment for a rule that is off is not unused', async () => {
    const wsgi = WSGI.replace('instrument()\n', `instrument()  # firstspan: ignore[${RULE}]\n`);
    assert.deepEqual(await found(`[tool.firstspan]\nignore = ["${RULE}"]\n`, { 'proj/wsgi.py': wsgi }), []);
  });

  it('a fix of a finding whose severity was lowered is held to the same', async () => {
    const files = new Map([['proj/__init__.py', PROVIDER], ['proj/wsgi.py', WSGI], ['proj/settings.py', ''], ['pyproject.toml', `[tool.firstspan.severity]\n${RULE} = "information"\n`]]);
    const project = new TestProject(await testParser(), files);
    const [finding] = project.check().findings;
    assert.equal(project.fixes(finding!).filter(({ safety }) => safety === 'safe').length, 1);
  });
});

describe('settings of the host', () => {
  const off: Options = { ignore: [RULE] };
  it('the editor fills gaps', async () => {
    const last = new Map([[FOLDER, layer(off)]]);
    assert.deepEqual(await found('', {}, { last }), []);
    assert.deepEqual(await found('[tool.firstspan]\nexclude = ["x"]\n', {}, { last }), []);
    assert.deepEqual(await found('[tool.firstspan]\nignore = []\n', {}, { last }), REPORTED);
  });
  it('severities are merged rule by rule', async () => {
    const last = new Map([[FOLDER, layer({ severity: { [RULE]: 'warning' } })]]);
    assert.deepEqual(await found('[tool.firstspan.severity]\noutside-fork-hook = "off"\n', {}, { last }), [`warning ${RULE} proj/wsgi.py`]);
  });
  it('the command line wins, and its select starts anew', async () => {
    const settings = `[tool.firstspan]\nignore = ["${RULE}"]\nseverity.${RULE} = "off"\n`;
    assert.deepEqual(await found(settings, {}, { first: layer({ select: [RULE] }) }), REPORTED);
    assert.deepEqual(await found(settings, {}, { first: layer({ select: ['outside-fork-hook'] }) }), []);
    assert.deepEqual(await found(`[tool.firstspan]\nselect = ["${RULE}"]\n`, {}, { first: layer({ ignore: [RULE] }) }), []);
  });
  it('a file that is named is taken instead of all others', async () => {
    assert.deepEqual(await found(`[tool.firstspan]\nignore = ["${RULE}"]\n`, {}, { instead: layer({}) }), REPORTED);
    assert.deepEqual(await found('', {}, { above: layer(off) }), []);
  });
});

describe('the editor\'s settings', () => {
  const read = (value: unknown) => readOptions(fromJson(value) as Table, ({ name }) => editorName(name));
  it('have the same names in camel case', () => {
    const { options, problems } = read({ perFileIgnores: { 'a/**': ['all'] }, settingsModule: 'shop.settings', importRoots: ['src'] });
    assert.deepEqual(problems, []);
    assert.deepEqual(options, { 'per-file-ignores': { 'a/**': ['all'] }, 'settings-module': 'shop.settings', 'import-roots': ['src'] });
  });
  it('are named in messages', () => {
    const { options, problems } = read({ severity: { 'outside-fork-hook': 'fatal', nothing: 'off' }, select: [1, 'all'], per_file: 1 });
    assert.deepEqual(options, { severity: {}, select: ['all'] });
    assert.deepEqual(problems.map(({ path }) => path), ['severity.outside-fork-hook', 'severity.nothing', 'select', 'per_file']);
  });
});

describe('patterns', () => {
  const cases: [string, string, boolean][] = [
    ['legacy', 'legacy/shop/wsgi.py', true], ['legacy', 'a/legacy/wsgi.py', true], ['legacy', 'legacy2/wsgi.py', false], ['legacy/', 'a/legacy/wsgi.py', true],
    ['wsgi.py', 'a/b/wsgi.py', true], ['*.py', 'a/b/wsgi.py', true], ['a/*.py', 'a/wsgi.py', true], ['a/*.py', 'a/b/wsgi.py', false], ['a/*.py', 'x/a/wsgi.py', false],
    ['/wsgi.py', 'wsgi.py', true], ['/wsgi.py', 'a/wsgi.py', false], ['./a', 'a/wsgi.py', true], ['./a', 'b/a/wsgi.py', false],
    ['a/**', 'a/b/c.py', true], ['**/b/*.py', 'b/c.py', true], ['**/b/*.py', 'x/y/b/c.py', true], ['a/**/c.py', 'a/c.py', true], ['a/**/c.py', 'a/x/y/c.py', true],
    ['settings_?.py', 'settings_a.py', true], ['settings_?.py', 'settings_ab.py', false], ['[ab].py', 'a.py', true], ['[!ab].py', 'a.py', false], ['[!ab].py', 'c.py', true], ['[a-c].py', 'b.py', true],
    ['{wsgi,asgi}.py', 'p/asgi.py', true], ['{wsgi,asgi}.py', 'p/x.py', false], ['a+b (1).py', 'a+b (1).py', true], ['a.py', 'axpy', false], ['[', '[', true], ['größe/*', 'größe/a.py', true],
    ['my-app/**', 'my-app/shop/wsgi.py', true], ['{my-app,b}.py', 'my-app.py', true], ['[z-a].py', 'b.py', false], ['[a-].py', '-.py', true],
  ];
  for (const [glob, path, expected] of cases) it(`${glob} ${expected ? 'matches' : 'does not match'} ${path}`, () => assert.equal(matchesGlob(path, glob), expected));
});

describe('TOML', () => {
  it('is read with its places', () => {
    const text = '\ufeff[tool.firstspan]\r\n"a b".c = ["x"]\n[[tool.other]]\nd = 1\n';
    const root = parseToml(text);
    assert.ok(root.kind === 'table');
    const [tool] = root.entries;
    assert.ok(tool!.value.kind === 'table' && tool!.value.entries[0]!.value.kind === 'table');
    const [ab] = tool!.value.entries[0]!.value.entries;
    assert.equal(text.slice(ab!.keyAt!.start, ab!.keyAt!.end), '"a b"');
    assert.ok(ab!.value.kind === 'table' && ab!.value.entries[0]!.value.kind === 'list');
    assert.equal(text.slice(ab!.value.entries[0]!.value.at!.start, ab!.value.entries[0]!.value.at!.end), '["x"]');
  });
  it('that is broken says where', () => {
    for (const text of ['[tool', 'a = \n', 'a = 1\na = 2\n', 'a = "', '\ufeffa = [\n', '=']) {
      const root = parseToml(text);
      assert.ok(root.kind === 'broken', text);
      assert.ok(root.at.start < root.at.end && root.at.end <= text.length && root.why !== '', text);
    }
  });
  it('of any text ends with an answer', () => {
    for (const text of ['', '\ufeff', '\0', 'a.b.c = 1\na.b.d = 2', '[a]\n[a.b]\n[a.b.c]\n', '[[a]]\n[a.b]\nc = 1\n[[a]]\n', 'x = 1979-05-27T07:32:00Z\ny = nan\nz = 0x10']) assert.ok(parseToml(text).kind);
  });
});
