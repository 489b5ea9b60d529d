// Suppression comments: which statements they stand for, and the fix that writes one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Checker } from '../../server/src/core/checker';
import { withTexts } from '../../server/src/core/project/snapshot';
import { FactsStore } from '../../server/src/core/python/store';
import { LineIndex } from '../../server/src/core/text/lines';
import { ask, FOLDER, snapshotOf, TestProject, testParser } from '../rules/project';

const RULE = 'instrument-after-application';

/** The 1-based lines that a comment of `text` stands for. */
async function lines(text: string): Promise<(number[] | 'file')[]> {
  const { suppressions } = new FactsStore(await testParser()).get('file:///project/m.py', text);
  const index = new LineIndex(text);
  return suppressions.map(({ from, to }) => {
    if (from === 0 && to > text.length) return 'file';
    if (from === to) return [];
    const [first, last] = [index.position(from).line + 1, index.position(to).line + 1];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

const PLACES: readonly [string, string, (number[] | 'file')[]][] = [
  ['at the end of a line', 'f()\ng()  # firstspan: ignore[a]\n', [[2]]],
  ['on the line above', 'f()\n# firstspan: ignore[a]\ng()\nh()\n', [[3]]],
  ['above other comments', 'f()\n# firstspan: ignore[a]\n# why\n# firstspan: ignore[b]\ng()\n', [[5], [5]]],
  ['above an empty line', 'f()\n# firstspan: ignore[a]\n\ng()\n', [[]]],
  ['at the end of the file', 'f()\n# firstspan: ignore[a]', [[]]],
  ['above the first statement', '#!/usr/bin/python\n\n# firstspan: ignore[a]\n\n"""Doc."""\nf()\n', ['file']],
  ['in a file of comments', '# firstspan: ignore[a]\n', ['file']],
  ['below the docstring', '"""Doc."""\n# firstspan: ignore[a]\nf()\n', [[3]]],
  ['on the head of a function', 'x\ndef f():  # firstspan: ignore[a]\n    g()\n', [[2]]],
  ['on the last line of a long head', 'x\ndef f(\n    a,\n):  # firstspan: ignore[a]\n    g()\n', [[2, 3, 4]]],
  ['on a decorator', 'x\n@d  # firstspan: ignore[a]\ndef f():\n    g()\n', [[2]]],
  ['below a decorator', 'x\n@d\ndef f():  # firstspan: ignore[a]\n    g()\n', [[2, 3]]],
  ['first in a block', 'def f():\n    # firstspan: ignore[a]\n    g()\n    h()\n', [[3]]],
  ['in a block', 'if x:\n    f()\n    g()  # firstspan: ignore[a]\n    h()\n', [[3]]],
  ['on a clause', 'if x:\n    f()\nelse:  # firstspan: ignore[a]\n    g()\n', [[3]]],
  ['on the head of a with', 'x\nwith (\n    a as b,\n):  # firstspan: ignore[a]\n    g()\n', [[2, 3, 4]]],
  ['inside brackets', 'x\nf(\n    1,  # firstspan: ignore[a]\n    2,\n)\n', [[2, 3]]],
  ['on a line of its own inside brackets', 'x\nf(\n    # firstspan: ignore[a]\n    2,\n)\n', [[2, 3, 4, 5]]],
  ['behind the closing bracket', 'x\nf(\n    2,\n)  # firstspan: ignore[a]\n', [[2, 3, 4]]],
  ['behind semicolons', 'def f():\n    g(); h();  # firstspan: ignore[a]\n', [[2]]],
  ['behind a text of several lines', 'x\ny = """\na\n"""  # firstspan: ignore[a]\n', [[2, 3, 4]]],
  ['in a string', 'x\ny = "# firstspan: ignore[a]"\nz = f"""{1}\n# firstspan: ignore[a]\n"""\n', []],
  ['with CRLF', 'f()\r\n# firstspan: ignore[a]\r\ng()\r\n', [[3]]],
  ['behind a syntax error', 'f(\n\nx = )(  # firstspan: ignore[a]\n', [[3]]],
];

describe('a comment stands for', () => {
  for (const [name, text, expected] of PLACES) it(name, async () => assert.deepEqual(await lines(text), expected));
});

describe('what a comment says', () => {
  const read = async (comment: string) => new FactsStore(await testParser()).get('file:///project/m.py', `x\n${comment}\n`).suppressions.map(({ word, ids, start, end }) => ({ word, ids: ids?.map(({ id }) => id), text: `x\n${comment}\n`.slice(start, end) }));
  it('rules, separated by commas', async () => assert.deepEqual(await read('#firstspan:ignore[a,  b-c ,]  since 2024'), [{ word: 'ignore', ids: ['a', 'b-c'], text: '#firstspan:ignore[a,  b-c ,]  since 2024' }]));
  it('no brackets', async () => assert.deepEqual(await read('# firstspan: ignore all'), [{ word: 'ignore', ids: undefined, text: '# firstspan: ignore all' }]));
  it('beside other tools', async () => assert.deepEqual(await read('# noqa: E402 # firstspan: ignore[a] see #12 # type: ignore'), [{ word: 'ignore', ids: ['a'], text: '# firstspan: ignore[a] see #12' }]));
  it('nothing, in prose', async () => assert.deepEqual(await read('# firstspan: see the documentation'), []));
});

/** Keeps `provider-missing` out. */
const PROVIDER = `from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
`;

/** wsgi.py whose last statement is reported. */
const wsgi = (statement: string): string => `import os
from django.core.wsgi import get_wsgi_application
from opentelemetry.instrumentation.django import DjangoInstrumentor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proj.settings")
application = get_wsgi_application()
${statement}
`;

/** The last lines of wsgi.py after the comment was written. */
async function afterIgnoring(statement: string, form: (text: string) => string = (text) => text): Promise<string | undefined> {
  const project = new TestProject(await testParser(), new Map([['proj/wsgi.py', form(wsgi(statement))], ['proj/settings.py', ''], ['proj/__init__.py', PROVIDER]]));
  const finding = project.check().findings.find(({ rule }) => rule === RULE);
  assert.ok(finding);
  const fix = project.suppression(finding);
  if (!fix) return undefined;
  assert.equal(fix.title, `Ignore ${RULE} on this line`);
  assert.equal(fix.safety, 'review');
  const after = project.applied(fix);
  assert.deepEqual(new TestProject(await testParser(), after).check().findings.filter(({ rule }) => rule === RULE || rule === 'unused-suppression'), []);
  assert.notEqual(project.fixAll('proj/wsgi.py'), after.get('proj/wsgi.py'), 'fix-all never suppresses');
  return after.get('proj/wsgi.py')!.slice(form(wsgi('')).length - form('\n').length);
}

describe('the fix that ignores a finding writes', () => {
  const comment = `# firstspan: ignore[${RULE}]`;
  it('at the end of the line', async () => assert.equal(await afterIgnoring('DjangoInstrumentor().instrument()'), `DjangoInstrumentor().instrument()  ${comment}\n`));
  it('behind a comment that is there', async () => assert.equal(await afterIgnoring('DjangoInstrumentor().instrument()  # noqa'), `DjangoInstrumentor().instrument()  # noqa  ${comment}\n`));
  it('into the brackets that are there', async () => {
    const project = new TestProject(await testParser(), new Map([['proj/wsgi.py', wsgi('DjangoInstrumentor().instrument()  # firstspan: ignore[outside-fork-hook] x')], ['proj/settings.py', ''], ['proj/__init__.py', PROVIDER]]));
    const fix = project.suppression(project.check().findings.find(({ rule }) => rule === RULE)!)!;
    assert.match(project.applied(fix).get('proj/wsgi.py')!, /# firstspan: ignore\[outside-fork-hook, instrument-after-application\] x\n/);
  });
  it('on the first of several lines', async () => assert.equal(await afterIgnoring('DjangoInstrumentor().instrument(\n    a=1,\n)'), `DjangoInstrumentor().instrument(  ${comment}\n    a=1,\n)\n`));
  it('above, where the line continues', async () => assert.equal(await afterIgnoring('DjangoInstrumentor() \\\n    .instrument()'), `${comment}\nDjangoInstrumentor() \\\n    .instrument()\n`));
  it('above, where the line ends in a string', async () => assert.equal(await afterIgnoring('DjangoInstrumentor().instrument(a="""\n""")'), `${comment}\nDjangoInstrumentor().instrument(a="""\n""")\n`));
  it('with the line ends of the file', async () => assert.equal(await afterIgnoring('DjangoInstrumentor() \\\n    .instrument()', (text) => text.replaceAll('\n', '\r\n')), `${comment}\r\nDjangoInstrumentor() \\\r\n    .instrument()\r\n`));
});

it('a comment that appears or goes replays nothing', async () => {
  const checker = new Checker(await testParser());
  const files = new Map([['proj/wsgi.py', wsgi('DjangoInstrumentor().instrument()')], ['proj/settings.py', ''], ['proj/__init__.py', PROVIDER]]);
  const { value, snapshot } = ask(snapshotOf(files), (asked) => checker.check(asked));
  assert.ok(value.findings.some(({ rule }) => rule === RULE));
  const { replays } = checker;
  const edited = withTexts(snapshot, new Map([[`${FOLDER}/proj/wsgi.py`, wsgi(`DjangoInstrumentor().instrument()  # firstspan: ignore[${RULE}]`)]]));
  assert.ok(!checker.check(edited).value.findings.some(({ rule }) => rule === RULE));
  assert.equal(checker.replays, replays);
});
