// Celery's beat sends tasks, and tracing is set up only for signals that workers send.
import { addSignal } from '../fix/celery-signal';
import type { Fix, Message } from '../report';
import { mayHave, type Boot, type Path } from '../boot/boot';
import { BEAT_FORK, POOL_FORK } from '../knowledge/celery';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { isAboutTracing, registration, unsentHooks } from './unsent-hooks';

const BEAT = 'beat_init';
const POOL_SIGNAL = 'worker_process_init';

export const celeryBeatNotInitialised: Rule<FoundStatement> = {
  id: 'celery-beat-not-initialised',
  severity: 'warning',
  summary: "Tracing is set up for signals of Celery's workers only, and beat is started as well.",
  find: (project) => [...unsentHooks(project, [POOL_SIGNAL, 'worker_init'], (boot) => boot.launch?.server === 'celery beat' && isMissed(project, boot)), ...besidePool(project)].map(describe),
  say: (): Message => ({
    what: "Tracing is set up for a signal that Celery's beat never sends.",
    why: 'Beat sends `beat_init` and none of the signals of workers. In runs the tasks that it sent had 0 PRODUCER spans, and with `beat_init` one each: without it every scheduled task begins a trace of its own in the worker.',
    todo: `Connect the function to \`${BEAT}\` as well.`,
  }),
  fixes: ({ at }, { files }): Fix[] => {
    const edits = addSignal(files, at, BEAT);
    return edits ? [{ title: `Connect it to ${BEAT} as well`, safety: 'review', edits }] : [];
  },
};

/** A worker in its place would set a provider up for certain, or has no variable that beat has not. */
function isMissed({ boots }: Project, { root, launch: beat, asWorker = [] }: Boot): boolean {
  if (asWorker.length > 0 && asWorker.every(({ steps }) => steps.some(({ event }) => event.kind === 'provider-installed'))) return true;
  // The function may ask for that variable, and set nothing up in beat.
  const workers = boots.filter(({ root: other, launch }) => other === root && launch?.server === 'celery worker');
  return !workers.some(({ asked, launch }) => [...asked].some((name) => beat!.variables.get(name) === 'unset' && launch!.variables.get(name) !== 'unset'));
}

/** Beat inside a worker has what the first process has, and nothing of the processes of the pool. */
function besidePool(project: Project): Occurrence[][] {
  const holds = (one: Occurrence): boolean => one.boot.launch !== undefined && registration(one).hook === POOL_SIGNAL && isForPoolAlone(one.path) && isAboutTracing(project, one.boot.root, registration(one).function);
  return holdingEverywhere(project, ['hook-registered'], holds, ({ step }) => step.chain.at(-1)!);
}

function isForPoolAlone({ steps }: Path): boolean {
  const installed = steps.filter(({ event }) => event.kind === 'provider-installed');
  return steps.some(({ process }) => process === BEAT_FORK) && installed.length > 0 && installed.every(({ process }) => process === POOL_FORK) && !mayHave(steps, 'provider-installed');
}

function describe(occurrences: Occurrence[]): FoundStatement {
  const boots = bootsOf(occurrences);
  return { at: occurrences[0]!.step.chain.at(-1)!, severity: 'warning', boots, related: boots.map(({ launch }) => ({ at: launch!.serverAt, message: 'Beat is started here.' })) };
}
