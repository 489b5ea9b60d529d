// The recipes of guides: what is reported in each, and that fixes lead out of every error that has one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import type { Finding, Fix } from '../../server/src/core/report';
import { LineIndex } from '../../server/src/core/text/lines';
import { readPage, type Case } from './page';
import { FOLDER, TestProject, testParser } from './project';

/** A provider is generated, and not fixed. */
const WITHOUT_FIX = 'provider-missing';

const recipes = readPage(readFileSync(path.join(__dirname, 'recipes.md'), 'utf8'));

const errors = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity, rule }) => severity === 'error' && rule !== WITHOUT_FIX);

function place({ at, severity, rule }: Finding, { files }: Case): string {
  const file = at.file.slice(FOLDER.length + 1);
  const position = (offset: number) => new LineIndex(files.get(file)!).position(offset);
  return `${file}:${position(at.start).line} ${severity} ${rule}`;
}

for (const section of new Set(recipes.map((recipe) => recipe.section))) {
  describe(section, () => {
    for (const recipe of recipes.filter((one) => one.section === section)) {
      it(recipe.name, async () => {
        const { findings } = new TestProject(await testParser(), recipe.files).check();
        const shown = findings.filter(({ severity }) => severity !== 'information').map((finding) => place(finding, recipe));
        assert.deepEqual(shown.sort(), recipe.carets.map(({ file, line, severity, text }) => `${file}:${line} ${severity} ${text}`).sort());
      });
      it(`${recipe.name}: fixes lead out of it`, async () => {
        let project = new TestProject(await testParser(), recipe.files);
        for (let left = errors(project.check().findings); left.length > 0; ) {
          const fix: Fix | undefined = left.flatMap((finding) => project.fixes(finding))[0];
          assert.ok(fix, `no fix for ${left.map(({ rule }) => rule).join(', ')}`);
          project = new TestProject(await testParser(), project.applied(fix));
          const now = errors(project.check().findings);
          assert.ok(now.length < left.length, fix.title);
          left = now;
        }
      });
    }
  });
}
