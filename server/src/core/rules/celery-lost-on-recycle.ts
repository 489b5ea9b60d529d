// Celery ends processes of its pool after so many tasks, without telling OpenTelemetry: the batch that waits is lost.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { flushAtEnd } from '../fix/flush-at-end';
import { DELAY, POOL_FORK, RECYCLE_OPTIONS, RECYCLE_SETTING, FLUSHES, TASK_END } from '../knowledge/celery';
import { ProjectView } from '../project/view';
import type { Environment } from '../launch/started/types';
import type { Fix, Message } from '../report';
import type { Span, Uri } from '../text/span';
import { MODULE_ITEM, rangeOf, type Target } from '../python/facts';
import { isAutoInstrumented } from './launch-kinds';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import { isRead, readsOf, valueAt, type ReadValue } from './read-values';
import type { Found, Project, Rule } from './rule';
import { mentions } from './unseen-providers';

/** What tells Celery to replace processes. */
interface Recycling {
  readonly at: Span;
  readonly words: string;
  /** Each process runs one task. */
  readonly isEveryTask: boolean;
}

interface Lost extends Found {
  readonly recycling: Recycling;
  /** What is not the standard in one of them. */
  readonly delay: Delay;
  /** The outermost statement that sets tracing up; absent: opentelemetry-instrument does it. */
  readonly setUp?: Frame;
  /** A function that flushes behind each task, and before the span of the task has ended. */
  readonly early?: Frame;
}

export const celeryLostOnRecycle: Rule<Lost> = {
  id: 'celery-lost-on-recycle',
  severity: 'error',
  summary: 'Celery replaces processes of its pool, and the spans that wait in them are lost.',
  find: (project) => [...byCode(project), ...underWrapper(project)],
  say,
  fixes: ({ boots: [boot], setUp }, { files }): Fix[] => {
    const edits = flushAtEnd(files, setUp?.file ?? boot!.entry);
    return edits ? [{ title: 'Flush when a process of the pool ends', safety: 'review', edits }] : [];
  },
};

/** The span processor that keeps the batch is the place: one for all workers. */
function byCode(project: Project): Lost[] {
  const groups = holdingEverywhere(project, ['processor-added'], (one) => isBatched(one) && isLost(project, one.boot), ({ step }) => step.chain.at(-1)!);
  return groups.map((group) => describe(project, bootsOf(group), group[0]!.step.chain.at(-1)!, group.map((one) => delayIn(project, one)), group[0]!.step.chain[0]!));
}

function underWrapper(project: Project): Lost[] {
  const boots = project.boots.filter((boot) => boot.claimed && boot.launch && isAutoInstrumented(boot.launch) && boot.paths.length > 0 && boot.paths.every(({ steps }) => !steps.some(({ event }) => event.kind === 'processor-added') && !mayHave(steps, 'processor-added')) && isLost(project, boot));
  return boots.map((boot) => describe(project, [boot], recyclingOf(project, boot)!.at, [delayOf(boot.launch!.variables.get(DELAY.variable))]));
}

function describe(project: Project, boots: readonly Boot[], at: Lost['at'], delays: readonly Delay[], setUp?: Frame): Lost {
  const all = boots.flatMap((boot) => recyclingOf(project, boot) ?? []);
  const recycling = all.find(({ isEveryTask }) => isEveryTask) ?? all[0]!;
  const early = boots.flatMap(({ paths }) => paths.flatMap((path) => earlyFlushes(path).map(({ chain }) => chain.at(-1)!)))[0];
  const related = [...('item' in at ? [{ at: recycling.at, message: 'This ends processes of the pool.' }] : []), ...(early ? [{ at: early, message: 'This flushes before the span of the task has ended.' }] : [])];
  const isSure = recycling.isEveryTask && delays.every((delay) => delay === 'standard');
  return { at, severity: isSure ? 'error' : 'warning', boots, related, recycling, delay: delays.find((delay) => delay !== 'standard') ?? 'standard', ...(setUp && { setUp }), ...(early && { early }) };
}

/** How long the processor waits: its standard time or longer, a shorter one in milliseconds, or not known. */
type Delay = 'standard' | 'unknown' | number;

function delayOf(found: ReturnType<Environment['get']> | ReadValue): Delay {
  if (typeof found === 'string') return found === 'unset' ? 'standard' : 'unknown';
  if (found.value === undefined || !/^\s*\d+\s*$/.test(found.value)) return 'unknown';
  return Number(found.value) >= DELAY.standard ? 'standard' : Number(found.value);
}

/** An argument of the processor would come before the variable. */
function delayIn(project: Project, one: Occurrence): Delay {
  return isRead(readsOf(DELAY.variable)!, one) ? delayOf(valueAt(project, one, DELAY.variable)) : 'unknown';
}

function isBatched({ step }: Occurrence): boolean {
  return step.event.kind === 'processor-added' && step.event.processor?.includes('.BatchSpanProcessor(') === true;
}

/** Tasks run in processes that are forked and replaced, and nothing that is read flushes. */
function isLost(project: Project, boot: Boot): boolean {
  const isForked = boot.paths.length > 0 && boot.paths.every(({ steps }) => steps.some(({ event, process }) => event.kind === 'forked' || process === POOL_FORK));
  return boot.kind === 'celery' && isForked && recyclingOf(project, boot) !== undefined && !mayFlush(project, boot);
}

/** An option counts before what the application sets itself, and that before a setting. */
function recyclingOf(project: Project, { launch, root, entry }: Boot): Recycling | undefined {
  for (const option of launch?.options ?? []) {
    if (!RECYCLE_OPTIONS.includes(option.name) || typeof option.value !== 'string' || !/^[1-9]\d*$/.test(option.value)) continue;
    return { at: { file: option.at.file ?? launch!.file, start: option.at.start, end: option.at.end }, words: `--${option.name}=${option.value}`, isEveryTask: option.name === RECYCLE_OPTIONS[0] && option.value === '1' };
  }
  if (launch?.options.some(({ name }) => RECYCLE_OPTIONS.includes(name))) return undefined;
  return setIn(project, entry, ownSetting) ?? bySetting(project, root);
}

/** A number in every settings module that the project names. */
function bySetting(project: Project, root: string): Recycling | undefined {
  const { files, projects } = project;
  const django = projects.find((one) => one.root === root);
  if (!django) return undefined;
  const view = new ProjectView(files, django, django.settingsModules);
  const found = django.settingsModules.map((name) => {
    const module = view.resolve(name);
    return typeof module === 'object' ? setIn(project, module.file, nameOf) : undefined;
  });
  return found.length > 0 && !found.includes(undefined) ? found[0] : undefined;
}

/** The last number that a module gives to the setting. @param named the setting that a target is */
function setIn({ files }: Project, file: Uri, named: (target: Target) => string): Recycling | undefined {
  const body = files.facts(file)?.module.body ?? [];
  const at = body.findLastIndex((statement) => statement.kind === 'assign' && statement.targets.some((target) => RECYCLE_SETTING.test(named(target))));
  const set = body[at];
  if (set?.kind !== 'assign' || set.value.kind !== 'literal' || typeof set.value.value !== 'number' || set.value.value < 1) return undefined;
  const { start, end } = rangeOf(files.spans(file)!, MODULE_ITEM, set.at);
  const name = named(set.targets[0]!);
  return { at: { file, start, end }, words: `${name} = ${set.value.value}`, isEveryTask: set.value.value === 1 && /TASKS/i.test(name) };
}

const nameOf = (target: Target): string => (target.kind === 'name' ? target.id : '');

/** `app.conf.worker_max_tasks_per_child`. */
const ownSetting = (target: Target): string => (target.kind === 'attribute' && target.object.kind === 'attribute' && target.object.name === 'conf' ? target.name : '');

/** Modules of tasks are imported by Celery as well: a receiver may stand there. */
function mayFlush({ files, projects }: Project, { root, paths }: Boot): boolean {
  const django = projects.find((one) => one.root === root);
  const early = new Set(paths.flatMap(earlyFlushes).map(placeOf));
  const isEarly = ({ file, item, name }: { file: string; item: string; name: string }): boolean => (item === MODULE_ITEM ? name === TASK_END.signal && early.size > 0 : name === TASK_END.flush && early.has(`${file} ${item}`));
  if (!django || !paths.every((path) => registeredFor(path).length === earlyFlushes(path).length) || mentions(files, FLUSHES, isEarly)) return true;
  const view = new ProjectView(files, django, django.settingsModules);
  const apps = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ event }) => (event.kind === 'apps-set-up' ? event.installed : []))));
  return [...apps].some((app) => {
    const tasks = view.resolve(`${app}.tasks`);
    return tasks === 'unknown' || (tasks !== 'absent' && FLUSHES.test(files.text(tasks.file) ?? ''));
  });
}

/** What is registered for the end of a task. */
const registeredFor = ({ steps }: Path): BootStep[] => steps.filter(({ event }) => event.kind === 'hook-registered' && event.hook === TASK_END.signal);

/** Those that are called before the instrumentation of Celery ends the span of the task: it came later, and nothing else may have come before. */
function earlyFlushes(path: Path): BootStep[] {
  const instrumented = path.steps.findIndex(({ event }) => event.kind === 'celery-instrumented');
  return registeredFor(path).filter((step) => path.steps.indexOf(step) < instrumented && !mayHave(path.steps.slice(0, path.steps.indexOf(step)), 'instrumented'));
}

const placeOf = ({ event }: BootStep): string => (event.kind === 'hook-registered' ? `${event.function.file} ${event.function.item}` : '');

function say({ recycling: { words }, delay, early }: Lost): Message {
  const seen = 'with 1 task for each process, and with 3, 0 spans of 8 tasks arrived at the standard delay of 5 s';
  const short = `what arrives is a race with ${typeof delay === 'number' ? `the delay of ${delay} ms` : 'its delay'}: at 200 ms 0 spans of 4 tasks came in one run, 3 in another`;
  return {
    what: `With \`${words}\` the last spans of each process of Celery's pool are lost.`,
    why: `Celery ends such a process without \`atexit\`, and what the batch span processor has not sent yet is gone: ${delay === 'standard' ? seen : short}. ${early ? `What \`${TASK_END.signal}\` flushes does not help: it was connected before \`CeleryInstrumentor\` was, which ends the span behind it.` : 'Nothing is logged.'}`,
    todo: 'Flush on `worker_process_shutdown`: 8 of 8 arrive.',
  };
}
