// Every shape of launch file, twice: a project that works, in silence, and its broken twin, reported where it is broken, with a fix that makes it the working one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import type { Finding } from '../../server/src/core/report';
import { LineIndex } from '../../server/src/core/text/lines';
import { FOLDER, TestProject, testParser } from '../rules/project';
import { readTwins, type Twin } from './twins/twin';

const TWINS = path.join(__dirname, 'twins');

/** What every project of the pages has. */
const SHOP = new Map(['manage.py', ...['__init__', 'asgi', 'celery', 'settings', 'tracing', 'urls', 'wsgi'].map((name) => `shop/${name}.py`)].map((file) => [file, readFileSync(path.join(TWINS, 'shop', file), 'utf8')]));

/** Advice on projects that work: every one under uvicorn, and one that gives no name to its spans. */
const ADVICE = ['spans-lost-at-stop', 'service-name-missing'];

for (const page of readdirSync(TWINS).filter((name) => name.endsWith('.md'))) {
  describe(page, () => {
    const twins = readTwins(readFileSync(path.join(TWINS, page), 'utf8')).map(inShop);
    it('has shapes', () => assert.ok(twins.length > 0));
    for (const twin of twins) {
      it(twin.name, () => run(twin));
      it(`CRLF and BOM: ${twin.name}`, () => run(stored(twin)));
    }
  });
}

function inShop(twin: Twin): Twin {
  return { ...twin, working: new Map([...SHOP, ...twin.working]), broken: new Map([...SHOP, ...twin.broken]) };
}

/** As some editors store files: with CRLF, and a byte order mark before what is not Python. */
function stored(twin: Twin): Twin {
  const isMarked = (file: string) => !file.endsWith('.py');
  const marked = (files: ReadonlyMap<string, string>) => new Map([...files].map(([name, text]) => [name, (isMarked(name) ? '\ufeff' : '') + text.replaceAll('\n', '\r\n')]));
  const marks = twin.marks.map((mark) => (mark.line === 0 && isMarked(mark.file) ? { ...mark, start: mark.start + 1, end: mark.end + 1 } : mark));
  return { ...twin, working: marked(twin.working), broken: marked(twin.broken), fixed: marked(twin.fixed), marks };
}

async function projectOf(files: ReadonlyMap<string, string>): Promise<TestProject> {
  return new TestProject(await testParser(), files);
}

async function run({ working, broken, fixed, marks, noFix }: Twin): Promise<void> {
  assert.ok(marks.length > 0, 'the broken twin shows where it is reported');
  const works = await projectOf(working);
  assert.deepEqual(findingsOf(works), [], 'the working twin is silent');
  const project = await projectOf(broken);
  assert.deepEqual(findingsOf(project), marks.map(({ file, line, start, end, rule }) => `${rule} ${file}:${line + 1}:${start + 1}-${end + 1}`).sort());
  const mended = await mendedBy(project);
  if (noFix !== undefined) return assert.equal(mended, project, 'no fix is offered');
  assert.deepEqual(findingsOf(mended), [], 'the mended twin is silent');
  const expected = fixed.size > 0 ? new Map([...project.files, ...fixed]) : works.files;
  for (const [file, text] of mended.files) assert.equal(text, expected.get(file), file);
  assert.deepEqual([...mended.files.keys()].sort(), [...expected.keys()].sort());
}

/** The first fix of the first finding that has one, again and again. */
async function mendedBy(project: TestProject, rounds = 5): Promise<TestProject> {
  const fix = reported(project).flatMap((finding) => project.fixes(finding))[0];
  assert.ok(rounds > 0, 'the fixes come to an end');
  return fix ? mendedBy(new TestProject(await testParser(), project.applied(fix)), rounds - 1) : project;
}

function reported(project: TestProject): readonly Finding[] {
  return project.check().findings.filter(({ rule }) => !ADVICE.includes(rule));
}

function findingsOf(project: TestProject): string[] {
  return reported(project).map(({ rule, at }) => {
    const file = at.file.slice(FOLDER.length + 1);
    const index = new LineIndex(project.files.get(file)!);
    const [start, end] = [index.position(at.start), index.position(at.end)];
    const column = end.line === start.line ? end.character : index.line(start.line).length;
    return `${rule} ${file}:${start.line + 1}:${start.character + 1}-${column + 1}`;
  }).sort();
}
