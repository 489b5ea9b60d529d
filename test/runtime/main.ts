// Runs scenarios and records what is seen; started by scripts/test-runtime.mjs, which has made the Python environments.
import { parseArgs } from 'node:util';
import { allScenarios } from './all';
import { check } from './check';
import { writeDocuments } from './docs/files';
import { tidyGaps } from './gaps';
import { outcome } from './outcome';
import { readObserved, update, type Observed, type Seen } from './observed';
import { fixTasks, recordFix } from './record-fixes';
import type { Stack } from './processes';
import { run } from './run';
import { fingerprint, type Scenario } from './scenario';
import { sideBySide } from './side-by-side';
import { further, smoke, type Task } from './smoke';
import { stackRecord } from './stacks';

const HELP = `npm run test:runtime -- [OPTION...]
  --only TEXT     scenarios whose name contains it; several times: any of them
  --server TEXT   scenarios under this server, as servers.md names it
  --otel ID       stacks to run on (see stacks/stacks.json), separated by commas; "all"; now where it is left out
  --again         also those that were seen already
  --fixes         what each fix makes of the scenarios, instead of the scenarios themselves
  --check         compares with what was seen and writes nothing; the last line counts
  --gaps          shows where verdicts and runs disagree, and takes what agrees by now out of gaps.json
  --docs          only writes docs/runs.md and its pictures
  --smoke         as few as touch every server, page and rule
  --minutes N     with --check: those that --smoke leaves out, as many as there is time for, on every day beginning with others
  --jobs N        how many at once; 2 where it is left out
  --list          names them and runs nothing`;

async function main(stacks: readonly Stack[], words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { only: { type: 'string', multiple: true }, server: { type: 'string' }, otel: { type: 'string' }, jobs: { type: 'string' }, minutes: { type: 'string' }, again: { type: 'boolean' }, check: { type: 'boolean' }, fixes: { type: 'boolean' }, docs: { type: 'boolean' }, gaps: { type: 'boolean' }, smoke: { type: 'boolean' }, list: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP), 0;
  if (values.gaps) await tidyGaps();
  if (values.docs) await writeDocuments();
  if (values.gaps || values.docs) return 0;
  const chosen = allScenarios().filter(({ id, server }) => (!values.only || values.only.some((text) => id.includes(text))) && (values.server === undefined || server === values.server));
  const all = chosen.flatMap((scenario) => stacks.filter(({ id }) => scenario.stacks.includes(id)).map((stack): Task => ({ scenario, stack })));
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const tasks = values.smoke ? await smoke(all) : minutes === undefined ? all : further(all, await smoke(all), today());
  if (values.list) return tasks.forEach(({ scenario, stack }) => console.log(`${stack.id}  ${scenario.id}`)), 0;
  const jobs = Number(values.jobs ?? 2);
  if (values.fixes) return recordFixes(chosen, stacks, jobs);
  return values.check ? check(tasks, jobs, minutes) : record(tasks, stacks, jobs, values.again === true);
}

/** The order of the rest differs from day to day, and is the same for everybody on one day. */
const today = (): string => new Date().toISOString().slice(0, 10);

async function record(tasks: readonly Task[], stacks: readonly Stack[], jobs: number, again: boolean): Promise<number> {
  update((observed) => stacks.forEach((stack) => renew(observed, stack)));
  const observed = readObserved();
  const left = tasks.filter(({ scenario, stack }) => again || !isCurrent(scenario, observed.runs[scenario.id]?.[stack.id]));
  console.log(`${tasks.length} scenarios, of which ${left.length} have to be run.`);
  let failed = 0;
  await sideBySide(left, jobs, async ({ scenario, stack }, number) => {
    const seen = await observe(scenario, stack).catch((error: unknown) => void (failed++, console.log(`${scenario.id}: ${String(error)}`)));
    if (!seen) return;
    update(({ runs }) => {
      const byStack = (runs[scenario.id] ??= {});
      const { fixes } = byStack[stack.id] ?? {};
      // What came of fixes has texts of its own.
      byStack[stack.id] = { ...seen, ...(fixes ? { fixes } : {}) };
    });
    console.log(`${number}/${left.length} ${stack.id}  ${line(scenario, seen)}`);
  });
  return failed === 0 ? 0 : 1;
}

async function recordFixes(scenarios: readonly Scenario[], stacks: readonly Stack[], jobs: number): Promise<number> {
  const tasks = await fixTasks(scenarios, stacks);
  console.log(`${tasks.length} fixes have to be run.`);
  await sideBySide(tasks, jobs, async (task, number) => {
    const fixed = await recordFix(task, stacks);
    console.log(`${number}/${tasks.length} ${outcome(task.offer.scenario, fixed)}  ${task.id}: ${task.offer.title}${fixed.error === undefined ? '' : `  ${fixed.error}`}`);
  });
  return 0;
}

async function observe(scenario: Scenario, stack: Stack): Promise<Seen> {
  const seen = await run(scenario, stack);
  return scenario.tail ? { ...seen, tail: await run(scenario, stack, true) } : seen;
}

/** Another lock file makes every run of a stack old. */
function renew(observed: Observed, stack: Stack): void {
  const now = stackRecord(stack);
  if (observed.stacks[stack.id] && observed.stacks[stack.id]!.lock !== now.lock) for (const byStack of Object.values(observed.runs)) delete byStack[stack.id];
  observed.stacks[stack.id] = now;
}

const isCurrent = (scenario: Scenario, seen: Seen | undefined): boolean => seen?.text === fingerprint(scenario) && (!scenario.tail || seen.tail?.text === seen.text);

/** One run on one line. */
function line(scenario: Scenario, { statuses, live, after, stop, error, tail }: Seen): string {
  const statusText = [...new Set(statuses)].join(',') || 'no answer';
  return `${scenario.id}: ${statusText}  ${JSON.stringify(live)} ${JSON.stringify(after)}${tail ? ` tail ${JSON.stringify(tail.live)} ${JSON.stringify(tail.after)}` : ''} ${stop}s ${error ?? ''}`;
}

void main(JSON.parse(process.argv[2]!) as Stack[], process.argv.slice(3)).then((code) => (process.exitCode = code));
