// The promise of the README: open the samples, see the mistakes, mend each with one click.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { repository } from '../harness/paths';
import { until } from '../harness/until';
import type { Workbench } from '../workbench';
import { useEditor } from './editor';

const open = useEditor();

test('every mistake of the samples is listed unopened, and mended by the first entry of its menu', async (t) => {
  const window = await open(t, path.join(repository, 'examples'));
  const { workbench } = window;
  const mistakes = check(window.folder);
  assert.ok(mistakes.length > 0, 'the samples have no mistakes');
  await countReaches(workbench, mistakes.length);
  await workbench.problems(/instrument-after-application/);
  await window.screenshot('samples');
  let problem: string | undefined;
  for (let left = mistakes.length - 1; left >= 0; left--) {
    problem = await workbench.goToFirstProblem(problem);
    await workbench.quickFixes();
    await workbench.applyFix(/./);
    await countReaches(workbench, left);
  }
  await workbench.saveAll();
  await window.screenshot('samples-mended');
  assert.deepEqual(check(window.folder), []);
});

function countReaches(workbench: Workbench, count: number): Promise<boolean> {
  return until(async () => (await workbench.problemCount()) === count,
    { what: async () => `${count} problems in the status bar, which counts ${await workbench.problemCount()}` });
}

/** The errors and warnings that the command line finds. */
function check(folder: string): string[] {
  const done = spawnSync(process.execPath, [path.join(repository, 'dist/cli.js'), 'check', '--format', 'json', folder], { encoding: 'utf8' });
  const { findings } = JSON.parse(done.stdout) as { findings: { rule: string; file: string; severity: string }[] };
  return findings.filter(({ severity }) => severity !== 'information').map(({ rule, file }) => `${rule} in ${file}`);
}
