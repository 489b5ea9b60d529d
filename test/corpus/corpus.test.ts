// Whole projects on disk: each has an expected.md that lists every finding; what is not listed there may not be reported.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { Workspace } from '../../server/src/cli/workspace';
import type { Finding, Fix } from '../../server/src/core/report';
import { isCreate } from '../../server/src/core/text/edits';
import { LineIndex } from '../../server/src/core/text/lines';
import { relative } from '../../server/src/core/text/uri';
import { loadParser } from '../../server/src/parsers/load';
import { firstspan } from '../cli/harness';

const PROJECTS = path.join(__dirname, 'projects');
const names = readdirSync(PROJECTS).sort();

/** The lines of `## Findings`, as `- error \`rule\` at \`file:line\``. */
function expected(name: string): string[] {
  const text = readFileSync(path.join(PROJECTS, name, 'expected.md'), 'utf8');
  const body = text.split('## Findings\n')[1]?.trim();
  assert.ok(body, `${name}/expected.md has no findings and does not say none`);
  return body === 'none' ? [] : body.split('\n');
}

const parser = loadParser({ preferNative: true });

async function open(name: string): Promise<Workspace> {
  return Workspace.open({ root: path.join(PROJECTS, name) }, await parser);
}

function lineOf(workspace: Workspace, { rule, severity, at }: Finding): string {
  const line = new LineIndex(workspace.text(at.file) ?? '').position(at.start).line + 1;
  return `- ${severity} \`${rule}\` at \`${relative(at.file, workspace.root)}:${line}\``;
}

/** Fix-all works on one file at a time. */
function fixAllTakes({ safety, edits }: Fix, { at }: Finding): boolean {
  return safety === 'safe' && edits.every((edit) => !isCreate(edit) && edit.file === at.file);
}

async function findings(workspace: Workspace): Promise<string[]> {
  return (await workspace.check()).findings.map((finding) => lineOf(workspace, finding)).sort();
}

test('the corpus is there', () => {
  assert.ok(names.length >= 25);
});

for (const name of names) {
  describe(name, () => {
    test('is reported as its expected.md says', async () => {
      assert.deepEqual(await findings(await open(name)), expected(name).sort());
    });

    test('fix-all mends every error that has a safe fix, brings nothing new, and changes nothing that works', async () => {
      const workspace = await open(name);
      const before = await workspace.check();
      const changed = await workspace.fixAll();
      if (expected(name).length === 0) assert.deepEqual([...changed.keys()], []);
      const { findings: left } = await workspace.check();
      for (const finding of left.filter(({ severity }) => severity === 'error')) {
        assert.deepEqual((await workspace.fixes(finding)).filter((fix) => fixAllTakes(fix, finding)).map(({ title }) => title), []);
      }
      const known = new Set(before.findings.map(({ rule }) => rule));
      assert.deepEqual(left.filter(({ rule }) => !known.has(rule)).map((finding) => lineOf(workspace, finding)), []);
      assert.deepEqual([...(await workspace.fixAll()).keys()], []);
    });
  });
}

test('the built command line says the same', async () => {
  const { out, code } = await firstspan(['check', '--format', 'json', path.join(PROJECTS, 'monorepo')]);
  const reported = JSON.parse(out).findings as { rule: string; file: string }[];
  assert.deepEqual(reported.map(({ rule }) => rule), ['instrument-after-application']);
  assert.equal(code, 1);
});
