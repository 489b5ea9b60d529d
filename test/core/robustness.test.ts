// Mutated projects: nothing throws, every place is inside its file, fixes apply, and fixing twice equals fixing once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Report } from '../../server/src/core/report';
import { FOLDER, TestProject, testParser } from '../rules/project';
import { mutatedProject } from './mutations';
import { bounded, reported, silent } from './seeds';

test('mutated projects with findings: checked and fixed without an exception', async () => {
  const parser = await testParser();
  let findings = 0;
  fc.assert(fc.property(mutatedProject(reported), ({ files, changed }) => {
    const project = new TestProject(parser, files);
    const report = project.check();
    findings += report.findings.length;
    holdPlaces(report, files);
    for (const finding of report.findings) for (const fix of project.fixes(finding)) project.applied(fix);
    const fixed = project.fixAll(changed);
    if (fixed === undefined) return;
    const again = new TestProject(parser, new Map(files).set(changed, fixed));
    assert.equal(again.fixAll(changed), undefined, 'fixing a second time changes something');
  }), bounded(250));
  assert.ok(findings > 100, `only ${findings} findings: the property is about nothing`);
});

function holdPlaces({ findings, boots }: Report, files: ReadonlyMap<string, string>): void {
  const steps = boots.flatMap(({ processes }) => processes).flatMap((process) => process.steps);
  const spans = [...findings.flatMap(({ at, related }) => [at, ...related.map((other) => other.at)]), ...steps.flatMap(({ at, via }) => (at ? [at, ...via] : via))];
  for (const { file, start, end } of spans) {
    const text = files.get(file.slice(FOLDER.length + 1));
    assert.ok(text !== undefined && start >= 0 && start <= end && end <= text.length, `${file} ${start}-${end}`);
  }
}

test('applying all safe fixes is stable', async () => {
  let fixedFiles = 0;
  for (const { name, files } of reported) {
    const project = new TestProject(await testParser(), files);
    for (const file of pythonFiles(files)) {
      const fixed = project.fixAll(file);
      if (fixed === undefined) continue;
      fixedFiles++;
      assert.equal(new TestProject(await testParser(), new Map(files).set(file, fixed)).fixAll(file), undefined, `${name}: ${file}`);
    }
  }
  assert.ok(fixedFiles > 10, `only ${fixedFiles} files were fixed`);
});

test('fixing changes nothing where nothing is reported', async () => {
  for (const { name, files } of silent) {
    const project = new TestProject(await testParser(), files);
    for (const file of pythonFiles(files)) assert.equal(project.fixAll(file), undefined, `${name}: ${file}`);
  }
});

const pythonFiles = (files: ReadonlyMap<string, string>): string[] => [...files.keys()].filter((name) => name.endsWith('.py'));

/** Texts that are too deep, too long or no Python at all. */
const AWKWARD: readonly [string, string][] = [
  ['an empty file', ''],
  ['bytes', '\0\u0001\ufffd'],
  ['half a surrogate pair', 'x = "\ud83d"\n'],
  ['only open brackets', '('.repeat(5000)],
  ['nested brackets', `x = ${'('.repeat(2000)}1${')'.repeat(2000)}\n`],
  ['nested lists', `x = ${'['.repeat(2000)}${']'.repeat(2000)}\n`],
  ['a long sum', `x = ${Array.from({ length: 5000 }, () => 'a').join(' + ')}\n`],
  ['a long chain of calls', `x = a${'.b()'.repeat(3000)}\n`],
  ['a long chain of elif', `if a0:\n    pass\n${Array.from({ length: 2000 }, (_, i) => `elif a${i}:\n    pass\n`).join('')}`],
  ['nested functions', Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}def f${i}():\n`).join('') + `${' '.repeat(90)}pass\n`],
  ['nested conditions', Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if a${i}:\n`).join('') + `${' '.repeat(90)}f()\n`],
  ['a value that doubles', `import os\nx = os.environ["A"]\n${'x = x + x\n'.repeat(60)}if x:\n    f()\n`],
  ['a list that doubles', `x = [1]\n${'x = x + x\n'.repeat(60)}`],
  ['a text that doubles', `x = "ab"\n${'x = x + x\n'.repeat(60)}`],
  ['many statements', 'x = f(1)\n'.repeat(20_000)],
  ['many unknown conditions', Array.from({ length: 300 }, (_, i) => `if a${i}:\n    f()\n`).join('')],
  ['mutual recursion', 'def f():\n    g()\n    g()\ndef g():\n    f()\n    f()\nf()\n'],
  ['recursion that branches', 'import os\ndef f(n):\n    if os.environ[n]:\n        f(n + "a")\n    f(n + "b")\nf("x")\n'],
  ['a list of lists that doubles', `import os\nx = [os]\n${'x = [x, x]\n'.repeat(60)}if x == os:\n    f(x)\n`],
  ['calls that double', `from mystery import f\nx = f()\n${'x = f(x, x)\n'.repeat(60)}if x:\n    f(x)\n`],
  ['a loop over nested brackets', `for x in ${'['.repeat(2000)}${']'.repeat(2000)}:\n    f()\n`],
  ['a class that is its own base', 'class A(A):\n    pass\nA().ready()\n'],
  ['an import of itself', 'import manage\nfrom manage import *\nimport manage.x\n'],
  ['a name like an object\'s own', 'import os\nos.environ["__proto__"] = "x"\ndef __proto__():\n    constructor()\ndef constructor(): pass\n__proto__()\nhasOwnProperty\ntoString()\nx = toString.constructor\nimport constructor, toString\nconstructor()\ntoString()\nlist = [1]\nlist.constructor()\nlist.toString()\n'],
];

for (const [name, text] of AWKWARD) {
  test(`awkward input: ${name}`, async () => {
    const project = new TestProject(await testParser(), new Map([['manage.py', text]]));
    assert.deepEqual(project.check().findings, []);
    assert.equal(project.fixAll('manage.py'), undefined);
  });
}

test('a post_fork without a body gets no fix that would extend it', async () => {
  const configuration = 'from opentelemetry.instrumentation.django import DjangoInstrumentor\nDjangoInstrumentor().instrument()\ndef post_fork(server, worker):\n    # nothing yet\n';
  const project = new TestProject(await testParser(), new Map([['manage.py', ''], ['gunicorn.conf.py', configuration]]));
  const { findings } = project.check();
  assert.ok(findings.length > 0);
  for (const finding of findings) assert.deepEqual(project.fixes(finding).filter(({ title }) => title.startsWith('Move into')), []);
});
