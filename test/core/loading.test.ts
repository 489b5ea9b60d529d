// Which files the core asks for, and what each answer of the host means: loaded, absent, unreadable, or not there yet.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Checker } from '../../server/src/core/checker';
import type { FileState, Snapshot } from '../../server/src/core/project/snapshot';
import type { Report } from '../../server/src/core/report';
import { FOLDER, snapshotOf, testLaunchParsers, testParser } from '../rules/project';

type Texts = Readonly<Record<string, string>>;

const uriOf = (name: string): string => `${FOLDER}/${name}`;

/** Loads what is asked for, and nothing else. @param answers other answers than `loaded` for what is in `texts` and `absent` for the rest; `pending` is never answered */
async function lazily(texts: Texts, answers: Readonly<Record<string, FileState | 'pending'>> = {}): Promise<{ report: Report; asked: string[]; wanted: readonly string[]; replays: number }> {
  const checker = new Checker(await testParser(), undefined, await testLaunchParsers());
  const { named } = snapshotOf(new Map(Object.entries(texts)));
  const files = new Map<string, FileState>();
  for (;;) {
    const snapshot: Snapshot = { folders: [FOLDER], named, files: new Map(files) };
    const { value: report, wanted } = checker.check(snapshot);
    const fresh = wanted.filter((uri) => answers[uri.slice(FOLDER.length + 1)] !== 'pending');
    if (fresh.length === 0) return { report, asked: [...files.keys()].map((uri) => uri.slice(FOLDER.length + 1)), wanted, replays: checker.replays };
    for (const uri of fresh) {
      const name = uri.slice(FOLDER.length + 1);
      const answer = answers[name];
      files.set(uri, answer !== undefined && answer !== 'pending' ? answer : Object.hasOwn(texts, name) ? { kind: 'loaded', text: texts[name]! } : { kind: 'absent' });
    }
  }
}

const MANAGE = 'import os, sys\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nexecute_from_command_line(sys.argv)\n';
const COMMAND = 'from django.core.management.base import BaseCommand\nfrom shop.jobs import work\nclass Command(BaseCommand):\n    def handle(self, **options):\n        work()\n';
const PROJECT = { 'manage.py': MANAGE, 'shop/__init__.py': '', 'shop/settings.py': 'INSTALLED_APPS = ["shop"]\n', 'shop/jobs.py': 'from shop import prices\ndef work(): pass\n', 'shop/prices.py': '' };

describe('management commands', () => {
  it('nothing that one imports is asked for, unless its own text mentions tracing or a server', async () => {
    const { asked } = await lazily({ ...PROJECT, 'shop/management/commands/orders.py': COMMAND });
    assert.ok(asked.includes('shop/management/commands/orders.py'));
    assert.ok(!asked.includes('shop/jobs.py'));
  });

  it('otherwise everything in its reach is', async () => {
    const { asked } = await lazily({ ...PROJECT, 'shop/management/commands/orders.py': `# under opentelemetry\n${COMMAND}` });
    assert.ok(asked.includes('shop/jobs.py') && asked.includes('shop/prices.py'));
  });

  it('and none is replayed that reaches nothing about tracing', async () => {
    const commands = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`shop/management/commands/orders${i}.py`, `# no tracing here\n${COMMAND}`]));
    assert.equal((await lazily({ ...PROJECT, ...commands })).replays, (await lazily(PROJECT)).replays);
    const one = { 'shop/management/commands/orders.py': `from opentelemetry.sdk.trace import TracerProvider\n${COMMAND}` };
    assert.ok((await lazily({ ...PROJECT, ...commands, ...one })).replays > (await lazily(PROJECT)).replays);
  });

  it('without a manage.py none is asked for', async () => {
    const { asked } = await lazily({ 'shop/wsgi.py': '', 'shop/management/commands/orders.py': COMMAND });
    assert.ok(!asked.includes('shop/management/commands/orders.py'));
  });
});

describe('files of task runners', () => {
  it('are asked for at and above a Django project, and never beside it or in it', async () => {
    const packages = ['package.json', 'backend/package.json', 'frontend/package.json', 'backend/frontend/package.json', 'backend/static/lib/package.json'];
    const backend = Object.fromEntries(Object.entries(PROJECT).map(([name, text]) => [`backend/${name}`, text]));
    const { asked } = await lazily({ ...backend, ...Object.fromEntries(packages.map((name) => [name, '{"scripts": {"web": "gunicorn shop.wsgi"}}'])) });
    assert.deepEqual(packages.filter((name) => asked.includes(name)), ['package.json', 'backend/package.json']);
  });
});

const INSTRUMENTED = 'import os\nfrom django.core.wsgi import get_wsgi_application\nfrom opentelemetry.instrumentation.django import DjangoInstrumentor\nos.environ["DJANGO_SETTINGS_MODULE"] = "shop.prod"\nDjangoInstrumentor().instrument()\napplication = get_wsgi_application()\n';
const ABSENT = { 'shop/__init__.py': '', 'shop/settings.py': '', 'shop/wsgi.py': INSTRUMENTED };
const UNREADABLE: FileState = { kind: 'unreadable', why: 'not UTF-8 text' };
const rulesOf = ({ findings }: Report): string[] => findings.map(({ rule }) => rule).filter((rule) => rule === 'settings-module-not-found');

describe('what an answer says about a module that is named', () => {
  it('absent: it does not exist', async () => assert.deepEqual(rulesOf((await lazily(ABSENT)).report), ['settings-module-not-found']));

  it('loaded: it does', async () => assert.deepEqual(rulesOf((await lazily({ ...ABSENT, 'shop/prod.py': '' })).report), []));

  it('unreadable: it is there, and unknown', async () => {
    const { report } = await lazily(ABSENT, { 'shop/prod.py': UNREADABLE });
    assert.deepEqual(report.findings, []);
    assert.deepEqual(report.boots.map(({ processes }) => processes.flatMap(({ steps }) => steps.map(({ event }) => event))), [['settings-named', 'settings-evaluated', 'instrumented', 'application-built', 'serving']]);
  });

  it('pending: nothing is claimed, and it is asked for again', async () => {
    const { report, wanted } = await lazily(ABSENT, { 'shop/prod.py': 'pending' });
    assert.deepEqual([report.findings, wanted], [[], [uriOf('shop/prod.py')]]);
  });

  it('absent, but git ignores it: everybody has their own', async () => assert.deepEqual(rulesOf((await lazily({ ...ABSENT, '.gitignore': 'prod.py\n' })).report), []));

  it('absent, and whether git ignores it is not known yet', async () => {
    const { report, wanted } = await lazily(ABSENT, { '.gitignore': 'pending' });
    assert.deepEqual([rulesOf(report), wanted], [[], [uriOf('.gitignore')]]);
  });

  it('absent, and the list of what git ignores cannot be read', async () => assert.deepEqual(rulesOf((await lazily(ABSENT, { '.gitignore': UNREADABLE })).report), []));
});

describe('what an answer says about an entrypoint', () => {
  it('one that cannot be read is none', async () => {
    const { report } = await lazily({ ...ABSENT, 'shop/prod.py': '' }, { 'shop/wsgi.py': UNREADABLE });
    assert.deepEqual([report.findings, report.boots], [[], []]);
  });

  it('one that is not there yet is asked for', async () => assert.deepEqual((await lazily(ABSENT, { 'shop/wsgi.py': 'pending' })).wanted, [uriOf('shop/wsgi.py')]));
});
