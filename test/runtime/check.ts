// Runs scenarios again and holds them to what is recorded.
import { differences } from './compare';
import { readObserved } from './observed';
import { run } from './run';
import { sideBySide } from './side-by-side';
import type { Task } from './smoke';

/**
 * Each counts as passed where the recorded outcome is seen again. The last line counts.
 * @param jobs how many at once
 * @param minutes after which no other one is begun; all are run where nothing is said
 * @returns the exit code
 */
export async function check(tasks: readonly Task[], jobs: number, minutes = Infinity): Promise<number> {
  const { runs } = readObserved();
  const until = performance.now() + minutes * 60_000;
  const different = async ({ scenario, stack }: Task): Promise<string[]> => differences(runs[scenario.id]?.[stack.id], await run(scenario, stack));
  const doubted: Task[] = [];
  let passed = 0;
  await sideBySide(tasks, jobs, async (task) => {
    if ((await different(task)).length > 0) return void doubted.push(task);
    passed++;
    console.log(`ok ${name(task)}`);
  }, () => performance.now() < until);
  // Processes that start under load may miss a request: what differs has to differ twice more when nothing runs beside it.
  let failed = 0;
  for (const task of doubted) {
    let found = await different(task);
    if (found.length > 0) found = await different(task);
    if (found.length > 0) failed++;
    else passed++;
    console.log(`${found.length > 0 ? 'FAILED' : 'ok by itself'} ${name(task)}${found.map((text) => `\n    ${text}`).join('')}`);
  }
  console.log(`Of ${tasks.length} scenarios ${passed + failed} were run.`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

const name = ({ scenario, stack }: Task): string => `${stack.id}  ${scenario.id}`;
