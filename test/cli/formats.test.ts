// `--format sarif` and `--format github`, held to their own rules.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import { allRules } from '../../server/src/core/rules/registry';
import { firstspan, folder, LATE, MENDED, project, samples, write } from './harness';

interface Region { startLine: number; startColumn: number; endLine: number; endColumn: number }
interface Place { physicalLocation: { artifactLocation: { uri: string }; region: Region } }
interface SarifResult {
  ruleId: string; ruleIndex: number; level: string; message: { text: string }; locations: Place[]; relatedLocations: Place[];
  partialFingerprints: Record<string, string>;
  fixes: { description: { text: string }; artifactChanges: { artifactLocation: { uri: string }; replacements: { deletedRegion: Region; insertedContent: { text: string } }[] }[] }[];
}

async function sarif(cwd: string, ...args: string[]): Promise<{ columnKind: string; tool: { driver: { rules: { id: string; help: { markdown: string } }[] } }; results: SarifResult[] }> {
  const { out } = await firstspan(['check', '--format', 'sarif', ...args], { cwd });
  const log = JSON.parse(out);
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema);
  // As a boolean: the type guard of Ajv would make the log an unknown object.
  assert.ok(Boolean(validate(log)), JSON.stringify(validate.errors));
  assert.equal(log.version, '2.1.0');
  return log.runs[0];
}

test('SARIF is valid, and says of each finding what the other formats say', async (t) => {
  const cwd = samples(t);
  const run = await sarif(cwd);
  const { findings } = JSON.parse((await firstspan(['check', '.', '--format', 'json'], { cwd })).out);
  assert.equal(run.columnKind, 'utf16CodeUnits');
  assert.deepEqual(run.tool.driver.rules.map(({ id }) => id), allRules.map(({ id }) => id));
  for (const { id, help } of run.tool.driver.rules) assert.match(help.markdown, /^# /, id);
  assert.ok(findings.length > 0);
  assert.deepEqual(
    run.results.map(({ ruleId, level, locations: [{ physicalLocation: { artifactLocation, region } }] }) => [ruleId, level.replace('note', 'information'), artifactLocation.uri, region.startLine, region.startColumn, region.endLine, region.endColumn]),
    findings.map(({ rule, severity, file, range: { start, end } }: { rule: string; severity: string; file: string; range: Record<'start' | 'end', { line: number; column: number }> }) => [rule, severity, file, start.line, start.column, end.line, end.column]),
  );
  for (const { ruleId, ruleIndex } of run.results) assert.equal(allRules[ruleIndex].id, ruleId);
});

test('a fix in SARIF gives the text that --fix gives', async (t) => {
  const { results: [{ fixes }] } = await sarif(write(folder(t), project()));
  const { artifactChanges: [{ artifactLocation, replacements }] } = fixes[0];
  assert.equal(artifactLocation.uri, 'proj/asgi.py');
  const starts = LATE.split('\n').reduce((offsets, line) => [...offsets, offsets.at(-1)! + line.length + 1], [0]);
  const offset = (line: number, column: number): number => starts[line - 1] + column - 1;
  const after = [...replacements].reverse().reduce((text, { deletedRegion: r, insertedContent }) => text.slice(0, offset(r.startLine, r.startColumn)) + insertedContent.text + text.slice(offset(r.endLine, r.endColumn)), LATE);
  assert.equal(after, MENDED);
});

test('names are relative to the working directory, and encoded', async (t) => {
  const cwd = folder(t);
  write(`${cwd}/a b#`, project());
  const { results: [{ locations: [place] }] } = await sarif(cwd, 'a b#');
  assert.equal(place.physicalLocation.artifactLocation.uri, 'a%20b%23/proj/asgi.py');
});

test('fingerprints stay when lines move, and differ between findings', async (t) => {
  const cwd = write(folder(t), project());
  const marks = async (): Promise<string[]> => (await sarif(cwd)).results.map(({ partialFingerprints }) => partialFingerprints['firstSpan/v1']);
  const before = await marks();
  write(cwd, { 'proj/asgi.py': `# One line more.\n\n${LATE}` });
  assert.deepEqual(await marks(), before);
  const all = (await sarif(samples(t))).results.map(({ partialFingerprints }) => partialFingerprints['firstSpan/v1']);
  assert.equal(new Set(all).size, all.length);
});

test('GitHub gets one workflow command for each finding', async (t) => {
  const cwd = folder(t);
  write(`${cwd}/100%, a:b`, project());
  const { code, out } = await firstspan(['check', '100%, a:b', '--format', 'github'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /^::error title=First Span \(instrument-after-application\),file=100%25%2C a%3Ab\/proj\/asgi\.py,line=9,endLine=9,col=1,endColumn=34::[^\n]+%0A[^\n]+%0A[^\n]+\n$/);
  assert.equal((await firstspan(['check', '--format', 'github'], { cwd: write(folder(t), project(MENDED)) })).out, '');
});
