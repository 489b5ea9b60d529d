// A checker that has seen every step of an edit says what a fresh one says, keeps no more trees than open documents, and replays only what changed.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { Checker } from '../../server/src/core/checker';
import { FactsStore } from '../../server/src/core/python/store';
import { withTexts, type Snapshot } from '../../server/src/core/project/snapshot';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { livingTrees } from '../../server/src/parsers/wasm';
import { ask, FOLDER, snapshotOf, TestProject, testParser } from '../rules/project';
import { mutate, someMutations } from './mutations';
import { bounded, reported } from './seeds';

type Files = ReadonlyMap<string, string>;

const check = (checker: Checker, files: Files) => ask(snapshotOf(files), (snapshot) => checker.check(snapshot)).value;
const uriOf = (name: string): string => `${FOLDER}/${name}`;
const pythonNames = (files: Files): string[] => [...files.keys()].filter((name) => name.endsWith('.py'));

/** A checker with every Python file open. */
function opened(parser: PythonParser, files: Files): Checker {
  const checker = new Checker(parser);
  for (const name of pythonNames(files)) checker.open(uriOf(name));
  return checker;
}

function close(checker: Checker, files: Files): void {
  for (const name of pythonNames(files)) checker.close(uriOf(name));
}

test('edited step by step, findings and fixes are those of a fresh checker', async () => {
  const parser = await testParser();
  let findings = 0;
  fc.assert(fc.property(fc.constantFrom(...reported), fc.nat(20), someMutations(4), ({ files: original }, pick, mutations) => {
    const checker = opened(parser, original);
    const name = pythonNames(original)[pick % pythonNames(original).length]!;
    let files: Files = original;
    check(checker, files);
    for (const mutation of [...mutations, undefined]) {
      files = new Map(files).set(name, mutation ? mutate(files.get(name)!, mutation) : original.get(name)!);
      const report = check(checker, files);
      assert.deepEqual(report, check(new Checker(parser), files));
      findings += report.findings.length;
    }
    for (const finding of check(checker, files).findings) {
      const fixes = (other: Checker) => ask(snapshotOf(files), (snapshot) => other.fixes(snapshot, finding)).value;
      assert.deepEqual(fixes(checker), fixes(new Checker(parser)));
    }
    close(checker, original);
  }), bounded(120));
  assert.ok(findings > 100, `only ${findings} findings: the property is about nothing`);
});

test('edited step by step, the facts and places of a file are those of a fresh store', async () => {
  const parser = await testParser();
  const texts = reported.flatMap(({ files }) => [...files.values()]).filter((text) => text.length > 100);
  fc.assert(fc.property(fc.constantFrom(...texts), someMutations(6), (original, mutations) => {
    const store = new FactsStore(parser);
    store.keepTree('a.py');
    let text = original;
    store.get('a.py', text);
    for (const mutation of mutations) {
      text = mutate(text, mutation);
      assert.deepEqual(store.get('a.py', text), new FactsStore(parser).get('a.py', text));
    }
    store.dropTree('a.py');
  }), bounded(400));
});

test('trees: none after check, fixes and fixAll, one for each open document, none after close', async () => {
  const parser = await testParser();
  const before = livingTrees();
  for (const { files } of reported) {
    const project = new TestProject(parser, files);
    for (const finding of project.check().findings) project.fixes(finding);
    for (const name of pythonNames(files)) project.fixAll(name);
    assert.equal(livingTrees(), before);

    const checker = opened(parser, files);
    for (const suffix of ['', '# more\n', 'x = (\n', '']) check(checker, new Map([...files].map(([name, text]) => [name, text + suffix])));
    for (const name of pythonNames(files)) ask(snapshotOf(files), (snapshot) => checker.fixAll(snapshot, uriOf(name)));
    const kept = livingTrees() - before;
    assert.ok(kept > 0 && kept <= pythonNames(files).length, `${kept} trees for ${pythonNames(files).length} open documents`);
    close(checker, files);
    assert.equal(livingTrees(), before);
  }
});

const PROJECT: Files = new Map([
  ['one/manage.py', 'import tracing\n'],
  ['one/tracing.py', 'from opentelemetry.instrumentation.django import DjangoInstrumentor\nDjangoInstrumentor().instrument()\n'],
  ['two/manage.py', 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'],
  ['two/settings.py', 'DEBUG = True\n'],
  ['two/unused.py', 'x = 1\n'],
  ['Dockerfile', 'FROM python:3.13\n'],
]);

/** A file, its new text, and how many of the two boots have to be replayed. */
const EDITS: readonly [string, string, string, number][] = [
  ['nothing', 'one/tracing.py', PROJECT.get('one/tracing.py')!, 0],
  ['comments and blank lines', 'one/tracing.py', `# head\n\n\n${PROJECT.get('one/tracing.py')!}# tail\n`, 0],
  ['spaces inside a call', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('instrument()', 'instrument( )'), 0],
  ['a file that no boot reads', 'two/unused.py', 'x = 2\n', 0],
  ['a module of one boot', 'one/tracing.py', 'x = 1\n', 1],
  ['an entrypoint', 'two/manage.py', 'import os\n', 1],
  ['a file that was absent and is imported', 'one/opentelemetry/__init__.py', '', 1],
  ['a module that shadows a missing package', 'one/tracing/__init__.py', '', 1],
  ['a launch file without a word of settings', 'Dockerfile', 'FROM python:3.14\n', 0],
];

describe('how many boots an edit replays', () => {
  for (const [name, file, text, replays] of EDITS) {
    it(`${replays}: ${name}`, async () => {
      const checker = new Checker(await testParser());
      const step = (snapshot: Snapshot) => checker.check(snapshot);
      const { snapshot } = ask(snapshotOf(PROJECT), step);
      const before = checker.replays;
      ask(snapshot, step);
      assert.equal(checker.replays, before, 'the same snapshot again');
      const edited = ask(withTexts(snapshot, new Map([[uriOf(file), text]])), step);
      assert.equal(checker.replays - before, replays);
      assert.deepEqual(edited.value, new Checker(await testParser()).check(edited.snapshot).value);
    });
  }
});
