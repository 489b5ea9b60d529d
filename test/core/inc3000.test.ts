// A checker that has seen every step of an edit says what a fresh one says, keeps no syntax tree, and replays only what changed.
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { Checker } from '../../server/src/core/checker';
import { MODULE_ITEM, rangeOf, type Item, type ItemKey, type ModuleFacts, type SpanTable } from '../../server/src/core/python/facts';
import { lowerModule } from '../../server/src/core/python/lower';
import { FactsStore } from '../../server/src/core/python/store';
import { expressionsOf, statementsOf } from '../../server/src/core/python/walk';
import { withTexts, type Snapshot } from '../../server/src/core/project/snapshot';
import type { PythonParser, SyntaxNode } from '../../server/src/core/syntax/parser';
import { livingTrees } from '../../server/src/parsers/wasm';
import { ask, FOLDER, snapshotOf, TestProject, testParser } from '../rules/project';
import { mutate, someMutations } from './mutations';
import { bounded, pythonTexts, reported } from './seeds';

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
  }), bounded(6000));
  assert.ok(findings > 100, `only ${findings} findings: the property is about nothing`);
});

test('with a statement that binds any name of the project, findings and timelines are those of a fresh checker', async () => {
  const parser = await testParser();
  const values = fc.constantFrom('1', '"text"', 'None', '[]', '{}', 'OTHER', '[OTHER]', 'make()', 'lambda: OTHER', 'def');
  fc.assert(fc.property(fc.constantFrom(...reported), fc.nat(20), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), values, fc.boolean()), { minLength: 1, maxLength: 4 }), ({ files: original }, pick, statements) => {
    const checker = opened(parser, original);
    const name = pythonNames(original)[pick % pythonNames(original).length]!;
    const names = [...new Set(pythonNames(original).flatMap((one) => original.get(one)!.match(/[A-Za-z_]\w*/g) ?? []))];
    check(checker, original);
    let text = original.get(name)!;
    for (const [line, first, second, value, binds] of statements) {
      const lines = text.split('\n');
      const margins = lines.flatMap((one, i) => (/^[A-Za-z]/.test(one) ? [i] : []));
      const [own, other] = [first, second].map((number) => names[number % names.length] ?? 'x');
      lines.splice(margins[line % (margins.length + 1)] ?? lines.length, 0, value === 'def' ? `def ${own}(a, b=1):\n    return ${other}` : binds ? `${own} = ${value.replace('OTHER', other!)}` : own!);
      text = lines.join('\n');
      const files = new Map(original).set(name, text);
      assert.deepEqual(check(checker, files), check(new Checker(parser), files), text);
    }
    assert.deepEqual(check(checker, original), check(new Checker(parser), original));
    close(checker, original);
  }), bounded(6000));
});

test('with imports written in one place one after another, findings and timelines are those of a fresh checker', async () => {
  const parser = await testParser();
  let saved = 0;
  const imports = ['', 'import', 'import a', 'import aa', 'import aa as b', 'import a.b', 'import aa, json', 'import json', 'import json5', 'import re as again', 'import uwsgi', 'import runpy', 'from os import path', 'from os import environ', 'from aa import b', 'from aa import *', 'from opentelemetry import trace', 'import opentelemetry.instrumentation.django', 'from django.contrib.auth.models import User', 'import OWN', 'from OWN import OTHER', 'import OWN as OTHER', 'from . import OWN', 'if DEBUG:\n    import aa', 'try:\n    import aa\nexcept ImportError:\n    import json', 'import aa\nOTHER = aa'];
  fc.assert(fc.property(fc.constantFrom(...reported), fc.nat(20), fc.nat(), fc.array(fc.tuple(fc.constantFrom(...imports), fc.nat(), fc.nat()), { minLength: 2, maxLength: 6 }), ({ files: original }, pick, line, written) => {
    const checker = opened(parser, original);
    const name = pythonNames(original)[pick % pythonNames(original).length]!;
    const names = [...new Set(pythonNames(original).flatMap((one) => original.get(one)!.match(/[A-Za-z_]\w*/g) ?? []))];
    const step = (snapshot: Snapshot) => checker.check(snapshot);
    let { snapshot } = ask(snapshotOf(original), step);
    for (const [statement, first, second] of written) {
      const [own, other] = [first, second].map((number) => names[number % names.length] ?? 'x');
      const lines = original.get(name)!.split('\n');
      const margins = lines.flatMap((one, i) => (/^[A-Za-z]/.test(one) ? [i] : []));
      lines.splice(margins[line % (margins.length + 1)] ?? lines.length, 0, statement.replaceAll('OWN', own!).replaceAll('OTHER', other!));
      const text = lines.join('\n');
      const before = checker.replays;
      const edited = ask(withTexts(snapshot, new Map([[uriOf(name), text]])), step);
      snapshot = edited.snapshot;
      if (checker.replays === before) saved++;
      assert.deepEqual(edited.value, check(new Checker(parser), new Map(original).set(name, text)), text);
    }
    close(checker, original);
  }), bounded(6000));
  assert.ok(saved > 100, `only ${saved} edits replayed nothing`);
});

const CODE = `import os
@decorate(lambda value: value, flags=[lambda: 1])
def first(a, b=make(1), *rest, key=lambda: other(), **options):
    def inner(c=call()):
        return [inner(x) for x in c]
    with open('😀') as file, lock:
        return inner(file)

class Same(Base, metaclass=meta()):
    label = f'{first(1)!r:>{width}}'

    @property
    def method(self):
        '''text with "quotes" and a # sign
def not_code():
'''
        return self.label

class Same:
    def method(self):
        return lambda: (lambda: self.run())
    def short(self): return lambda: self

if os.environ.get('A') and \\
   os.environ['B']:
    first(lambda: 1)
elif first:
    def first(): pass
else:
    first = {'a': first(
1), 'b': f"{first("x")}"}
try:
    import settings
except ImportError as error:
    raise SystemExit(1)
finally:
    done()
application = first(Same()); value = 1
# the end
`;

/** Texts that have much of what can be cut in the wrong place; with every line end, and with a byte order mark. */
const codes: readonly string[] = [CODE, CODE.replaceAll('\n', '\r\n'), `\ufeff${CODE}`, CODE.trimEnd(), ...reported.flatMap(({ files }) => [...files.values()]).filter((text) => text.length > 100)];

test('edited step by step, the facts and places of a file are those of a fresh store', async () => {
  const parser = await testParser();
  fc.assert(fc.property(fc.constantFrom(...codes.slice(0, 4), ...codes), someMutations(6), (original, mutations) => {
    const store = new FactsStore(parser);
    store.open('a.py');
    let text = original;
    store.get('a.py', text);
    for (const mutation of [...mutations, undefined]) {
      text = mutation ? mutate(text, mutation) : original;
      const [module, fresh] = [store.get('a.py', text), new FactsStore(parser).get('a.py', text)];
      assert.deepEqual(said(module), said(fresh));
      assert.deepEqual(module.suppressions, fresh.suppressions);
      assert.deepEqual(said(store.get('a.py', text)), said(module));
    }
    store.close('a.py');
  }), bounded(400));
});

/** Where every statement and call stands. */
function placesOf(items: readonly Item[], range: (key: ItemKey, at: number) => { start: number; end: number }): unknown {
  return items.map(({ key, body }) => statementsOf(body).map((statement) => [statement.at, ...expressionsOf(statement).flatMap((expr) => (expr.kind === 'call' ? [expr.at] : []))].map((at) => range(key, at))));
}

/** Everything that a module says, with every body read. Anchors of the module itself are in the order of its text, with gaps that say nothing. */
function said({ facts, spans }: { readonly facts: Pick<ModuleFacts, 'items'>; readonly spans: SpanTable }): unknown {
  const items = facts.items().map(({ key, parameters, deferred, body }) => ({ key, parameters, deferred, body }));
  return { items: items.map((item) => (item.key.includes('.') ? item : { ...item, ...counted({ parameters: item.parameters, ...(item.key === MODULE_ITEM ? { body: item.body } : {}) }, anchorsOf(items)) })), places: placesOf(facts.items(), (key, at) => rangeOf(spans, key, at)) };
}

/** The anchors that a module's body and the defaults of its functions have, from the first to the last. */
function anchorsOf(items: readonly Item[]): readonly number[] {
  const found = new Set<number>();
  for (const { key, parameters, body } of items) if (!key.includes('.')) JSON.stringify([parameters, key === MODULE_ITEM ? body : []], (name, value: unknown) => (name === 'at' && found.add(value as number), value));
  return [...found].sort((a, b) => a - b);
}

/** Facts with the position of each anchor instead of the anchor. */
function counted<T>(data: T, anchors: readonly number[]): T {
  return JSON.parse(JSON.stringify(data, (name, value: unknown) => (name === 'at' ? anchors.indexOf(value as number) : value))) as T;
}

/** The grammar takes `else:` and the statement below it as `else: x = 1`, an annotated name. Python does not. */
const namesAKeyword = (node: SyntaxNode, text: string): boolean =>
  (node.type === 'identifier' && /^(else|elif|except|finally|try)$/.test(text.slice(node.startIndex, node.endIndex))) || node.namedChildren.some((child) => child !== null && namesAKeyword(child, text));

test('a text without syntax errors has the facts and places of its whole syntax tree', async () => {
  const parser = await testParser();
  let compared = 0;
  fc.assert(fc.property(fc.constantFrom(...codes.slice(0, 4), ...codes), fc.array(fc.constantFrom(...codes, ...pythonTexts), { maxLength: 2 }), someMutations(1), fc.boolean(), (first, others, [mutation], mutated) => {
    const joined = [first, ...others].join('\n');
    const text = mutated ? mutate(joined, mutation!) : joined;
    const tree = parser.parse(text);
    const whole = tree.rootNode.hasError || namesAKeyword(tree.rootNode, text) ? undefined : lowerModule(tree.rootNode, text);
    tree.delete();
    if (!whole) return;
    compared++;
    const items = Object.values(whole.items);
    const range = (key: ItemKey, at: number) => {
      const { start, offsets } = whole.spans[key]!;
      return { start: start + offsets[at * 2]!, end: start + offsets[at * 2 + 1]! };
    };
    assert.deepEqual(said(new FactsStore(parser).get('a.py', text)), said({ facts: { items: () => items }, spans: { range } }));
  }), bounded(400));
  assert.ok(compared > 150, `only ${compared} texts had no syntax error`);
});

test('an item keeps its identity until its own facts change', async () => {
  const store = new FactsStore(await testParser());
  store.open('a.py');
  const before = store.get('a.py', CODE).facts;
  const read = before.items();
  const changed = (edited: ModuleFacts) => edited.items().filter((item) => item !== before.item(item.key)).map(({ key }) => key);
  assert.ok(read.length > 15);
  const moved = store.get('a.py', `# head\n\n${CODE.replace('def first(a,', 'def first( a,')}`).facts;
  assert.equal(moved, before);
  assert.deepEqual(changed(store.get('a.py', CODE.replace('return self.label', 'return self.name')).facts), ['Same.method']);
  assert.deepEqual(changed(store.get('a.py', CODE).facts), []);
  const swapped = store.get('a.py', CODE.replace(/^application.*\n/m, '').replace('import os\n', 'import os\napplication = first(Same()); value = 1\n')).facts;
  assert.deepEqual(changed(swapped).filter((key) => key.includes('.')), []);
});

test('a body that nobody reads is not parsed', async () => {
  const real = await testParser();
  const parsed: string[] = [];
  const store = new FactsStore({ binding: real.binding, parse: (text) => (parsed.push(text), real.parse(text)) });
  const { facts } = store.get('a.py', CODE);
  const words = ['inner(x)', 'self.label', 'self.run'];
  assert.deepEqual(words.filter((word) => parsed.some((text) => text.includes(word))), []);
  assert.deepEqual(facts.items(/self\.run/).map(({ key }) => key).filter((key) => /method/.test(key)), ['Same#2.method.<lambda>.<lambda>', 'Same#2.method.<lambda>', 'Same#2.method']);
  assert.deepEqual(words.filter((word) => parsed.some((text) => text.includes(word))), ['self.run']);
});

test('no syntax tree is left after check, fixes and fixAll, nor for open documents', async () => {
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
    assert.equal(livingTrees(), before);
    close(checker, files);
  }
});

const PROJECT: Files = new Map([
  ['one/manage.py', 'import tracing\n'],
  ['one/tracing.py', 'from opentelemetry.instrumentation.django import DjangoInstrumentor\ndef unused(level=1):\n    return level\ndef str(text):\n    return text\ndef used():\n    DjangoInstrumentor().instrument()\nused()\n'],
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
  ['a body that does not run', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('return level', 'import more\n    return more.levels(level)'), 0],
  ['a default of a function that does not run', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('level=1', 'level=make()'), 1],
  ['a body that runs', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('    Django', '    import more\n    Django'), 1],
  ['the name of a function that does not run', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('unused', 'used'), 1],
  ['a constant that nobody reads', 'one/tracing.py', `level = [1, 'a']\n${PROJECT.get('one/tracing.py')!}`, 0],
  ['half a name', 'one/tracing.py', `${PROJECT.get('one/tracing.py')!}lev\n`, 0],
  ['a constant in settings that nobody reads', 'two/settings.py', 'DEBUG = False\nLEVEL = 1\n', 0],
  ['a name that a body reads', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('used()\n', 'DjangoInstrumentor = 1\nused()\n'), 1],
  ['a name that is called', 'one/tracing.py', `${PROJECT.get('one/tracing.py')!.replace('used()\n', 'used = 1\nused()\n')}`, 1],
  ['a constant that a built-in function computes', 'one/tracing.py', `${PROJECT.get('one/tracing.py')!}level = int("")\n`, 0],
  ['the same where the module has a function of that name', 'one/tracing.py', `${PROJECT.get('one/tracing.py')!}level = str("")\n`, 1],
  ['a function and a lambda that nobody calls', 'one/tracing.py', `def more(level=2):\n    return level\nlater = lambda: more()\n${PROJECT.get('one/tracing.py')!}`, 0],
  ['a function that nobody called is called', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('used()\n', 'unused()\nused()\n'), 1],
  ['all names of a module are looked at', 'one/tracing.py', PROJECT.get('one/tracing.py')!.replace('used()\n', 'from tracing import *\nused()\n'), 1],
  ['a function with a decorator', 'one/tracing.py', `@more\ndef level():\n    pass\n${PROJECT.get('one/tracing.py')!}`, 1],
  ['a function that takes the name of one that runs', 'one/tracing.py', `${PROJECT.get('one/tracing.py')!.replace('used()\n', 'def used():\n    pass\nused()\n')}`, 1],
  ['a constant that does more', 'one/tracing.py', `level = make()\n${PROJECT.get('one/tracing.py')!}`, 1],
  ['a module of one boot', 'one/tracing.py', 'x = make()\n', 1],
  ['an entrypoint', 'two/manage.py', 'import os\n', 1],
  ['a file that was absent and is imported', 'one/opentelemetry/__init__.py', '', 1],
  ['a module that shadows a missing package', 'one/tracing/__init__.py', '', 1],
  ['a launch file without a word of settings', 'Dockerfile', 'FROM python:3.14\n', 0],
];

/** What stands above `used()` in turn, and how many boots are replayed for it: a module that nobody reads may be any other. */
const TYPED: readonly [string, number][] = [['import m', 1], ['import mo', 0], ['import more', 0], ['import json', 0], ['', 0], ['import json5', 0], ['import json5 as more', 1], ['from os import path', 0], ['from os import pathsep', 0], ['import uwsgi', 1], ['', 0], ['import used', 1]];

it('an import that is typed replays each boot once', async () => {
  const checker = new Checker(await testParser());
  const [step, name] = [(snapshot: Snapshot) => checker.check(snapshot), 'one/tracing.py'];
  checker.open(uriOf(name));
  let { snapshot } = ask(snapshotOf(PROJECT), step);
  for (const [line, replays] of TYPED) {
    const before = checker.replays;
    const edited = ask(withTexts(snapshot, new Map([[uriOf(name), PROJECT.get(name)!.replace('used()\n', `${line}\nused()\n`)]])), step);
    snapshot = edited.snapshot;
    assert.equal(checker.replays - before, replays, line);
    assert.deepEqual(edited.value, new Checker(await testParser()).check(snapshot).value, line);
  }
});

describe('how many boots an edit replays', () => {
  for (const [name, file, text, replays] of EDITS) {
    it(`${replays}: ${name}`, async () => {
      const checker = new Checker(await testParser());
      checker.open(uriOf(file));
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
