// Every rule page is run: findings exactly where the carets stand, fixes exactly as shown, silence where nothing is reported.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allRules as rules } from '../../server/src/core/rules/registry';
import type { Finding, Timeline } from '../../server/src/core/report';
import { messageText } from '../../server/src/core/report';
import { LineIndex } from '../../server/src/core/text/lines';
import { rulePage } from '../../server/src/host/rule-pages';
import { type Case, readPage } from './page';
import { FOLDER, LEFT_OUT, TestProject, testParser } from './project';

for (const rule of rules) {
  describe(rule.id, () => {
    const cases = readPage(rulePage(rule.id));
    it('has reported and silent cases', () => {
      assert.ok(cases.some(({ section }) => section === 'Reported'));
      assert.ok(cases.some(({ section }) => section === 'Not reported'));
    });
    for (const example of cases) it(`${example.section}: ${example.name}`, () => run(rule.id, example));
    for (const example of cases.filter(({ section }) => section === 'Reported')) {
      it(`every fix of: ${example.name}`, () => holdFixes(rule.id, example));
      it(`CRLF: ${example.name}`, () => keepsLineEnds(rule.id, example));
    }
  });
}

async function run(rule: string, example: Case): Promise<void> {
  const project = new TestProject(await testParser(), example.files);
  const findings = project.check().findings;
  const own = findings.filter((finding) => finding.rule === rule);
  if (example.section === 'Reported') assert.ok(example.carets.length > 0, 'a reported case shows where');
  else assert.deepEqual(findings.filter(({ severity, rule: other }) => severity !== 'information' && (other === rule || other !== LEFT_OUT)).map((finding) => `${finding.rule} ${place(finding, example)}`), []);
  assert.deepEqual(own.map((finding) => place(finding, example)).sort(), example.carets.map((caret) => `${caret.file}:${caret.line + 1}:${caret.start + 1}-${caret.end + 1} ${caret.severity}`).sort());
  for (const caret of example.carets) {
    const finding = own.find((candidate) => place(candidate, example).startsWith(`${caret.file}:${caret.line + 1}:${caret.start + 1}-`))!;
    assert.ok(messageText(finding.message).includes(caret.text), `"${caret.text}" in: ${messageText(finding.message)}`);
  }
  for (const expected of example.fixes) {
    const offered = own.flatMap((finding) => project.fixes(finding));
    const fix = offered.find(({ title }) => title === expected.title);
    assert.ok(fix, `no fix "${expected.title}", only: ${offered.map(({ title }) => title).join(', ')}`);
    assert.equal(fix.safety, expected.safety);
    const after = project.applied(fix);
    for (const [file, text] of expected.files) assert.equal(after.get(file), text, file);
  }
  if (example.noFix) assert.deepEqual(own.flatMap((finding) => project.fixes(finding)).map(({ title }) => title), []);
}

/** What can be said of an application once it is traced: that uvicorn loses its last spans, that runserver does not run it. */
const ADVICE = /^(spans-lost-at-stop|entrypoint-not-instrumented)$/;

/** Each fix makes its finding go away and brings none, but advice for what works now; applied twice equals once, since it is not offered again. */
async function holdFixes(rule: string, example: Case): Promise<void> {
  const project = new TestProject(await testParser(), example.files);
  const all = project.check().findings;
  for (const finding of all.filter((candidate) => candidate.rule === rule)) {
    const counting = ({ severity, at, rule: other }: Finding): boolean => finding.severity === 'information' || severity !== 'information' || (at.file.endsWith('.py') && !ADVICE.test(other));
    const known = all.filter(counting);
    for (const fix of project.fixes(finding)) {
      const after = new TestProject(await testParser(), project.applied(fix));
      const { findings, boots } = after.check();
      const left = findings.filter(counting);
      if (finding.severity === 'error') for (const boot of boots.filter(({ name }) => finding.boots.includes(name))) instrumentsInTime(boot, fix.title);
      assert.ok(left.length < known.length, `${fix.title}: ${left.length} findings, before ${known.length}`);
      assert.ok(left.every((other) => known.some(({ rule: same, severity }) => same === other.rule && severity === other.severity)), `${fix.title} brings no new rule`);
      for (const other of findings) for (const again of after.fixes(other)) assert.notDeepEqual(after.applied(again), after.files, `${again.title} changes something`);
    }
  }
}

/** Where a boot instruments Django, an application or a command comes after it (one that is not known is not on the timeline). */
function instrumentsInTime({ name, processes }: Timeline, fix: string): void {
  const events = processes.flatMap(({ steps }) => steps.map(({ event }) => event));
  const start = Math.max(events.lastIndexOf('application-built'), events.lastIndexOf('command-ran'));
  assert.ok(start < 0 || events.indexOf('instrumented') < start, `${fix}: ${name} instruments Django too late: ${events.join(', ')}`);
}

async function keepsLineEnds(rule: string, example: Case): Promise<void> {
  const files = new Map([...example.files].map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]));
  const project = new TestProject(await testParser(), files);
  const findings = project.check().findings.filter((finding) => finding.rule === rule);
  assert.equal(findings.length, example.carets.length);
  for (const finding of findings) {
    for (const fix of project.fixes(finding)) {
      for (const [name, text] of project.applied(fix)) assert.doesNotMatch(text, /(^|[^\r])\n/, `${fix.title} in ${name}`);
    }
  }
}

function place(finding: Finding, example: Case): string {
  const file = finding.at.file.slice(FOLDER.length + 1);
  const index = new LineIndex(example.files.get(file)!);
  const start = index.position(finding.at.start);
  const end = index.position(finding.at.end);
  const column = end.line === start.line ? end.character : index.line(start.line).length;
  return `${file}:${start.line + 1}:${start.character + 1}-${column + 1} ${finding.severity}`;
}
