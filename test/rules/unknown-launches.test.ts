// A launch file that is not followed may start anything: rules that argue "no launch does this" are silent beside it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rulePage } from '../../server/src/host/rule-pages';
import { MOST_COMMANDS } from '../../server/src/core/launch/bounds';
import { readPage } from './page';
import { TestProject, testParser } from './project';

/** Cases of pages that are reported, since no launch does something. */
const ARGUED = {
  'hook-never-runs': /gunicorn\.conf\.py that another|which nothing names/,
  'inherited-once-guard': /^A flag in os.environ$/,
  'spans-lost-at-stop': /^uvicorn in the requirements$/,
  'entrypoint-not-instrumented': /runserver/,
} as const;

/** Services that start nothing of the project. */
const services = (count: number): string => `services:\n${Array.from({ length: count }, (_, i) => `  s${i}: { image: web }\n`).join('')}`;

for (const [rule, name] of Object.entries(ARGUED)) {
  describe(rule, () => {
    const cases = readPage(rulePage(rule)).filter((one) => one.section === 'Reported' && name.test(one.name));
    it('has such a case', () => assert.ok(cases.length > 0));
    for (const one of cases) {
      const findings = async (count: number): Promise<number> => {
        const project = new TestProject(await testParser(), new Map([...one.files, ['stack/compose.yaml', services(count)]]));
        return project.check().findings.filter((finding) => finding.rule === rule).length;
      };
      it(`${one.name}: reported beside a file that is followed`, async () => assert.ok((await findings(MOST_COMMANDS)) > 0));
      it(`${one.name}: silent beside one that is not`, async () => assert.equal(await findings(MOST_COMMANDS + 1), 0));
    }
  });
}
