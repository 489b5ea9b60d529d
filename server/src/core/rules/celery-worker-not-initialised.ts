// A Celery worker sets tracing up for `worker_process_init`, which its pool never sends.
import { renameSignal } from '../fix/celery-signal';
import { PROCESS_SIGNAL, WORKER_SIGNAL } from '../knowledge/celery';
import type { Fix, Message } from '../report';
import { mayBeElsewhere } from './left-out-workers';
import { bootsOf, type Occurrence } from './occurrences';
import type { FoundStatement, Rule } from './rule';
import { unsentHooks } from './unsent-hooks';

export const celeryWorkerNotInitialised: Rule<FoundStatement> = {
  id: 'celery-worker-not-initialised',
  severity: 'error',
  summary: 'Tracing is set up for `worker_process_init`, which a Celery worker with threads or greenlets never sends.',
  find: (project) => unsentHooks(project, [PROCESS_SIGNAL], (boot) => boot.launch?.server === 'celery worker' && !mayBeElsewhere(project, boot)).map(describe),
  say: (): Message => ({
    what: `Tracing is set up for \`${PROCESS_SIGNAL}\`, which this worker's pool never sends.`,
    why: 'Only the prefork and solo pools send it. With threads, gevent or eventlet the function never runs: tasks ran and 0 spans arrived, without a word in the log.',
    todo: `Connect the function to \`${WORKER_SIGNAL}\`, which every worker sends.`,
  }),
  fixes: ({ at }, { files }): Fix[] => {
    const edits = renameSignal(files, at, PROCESS_SIGNAL, WORKER_SIGNAL);
    return edits ? [{ title: `Connect it to ${WORKER_SIGNAL}`, safety: 'review', edits }] : [];
  },
};

function describe(occurrences: Occurrence[]): FoundStatement {
  const boots = bootsOf(occurrences);
  const launches = [...new Map(boots.map(({ launch }) => [`${launch!.file} ${launch!.at.start}`, launch!])).values()];
  return { at: occurrences[0]!.step.chain.at(-1)!, severity: 'error', boots, related: launches.map(({ serverAt }) => ({ at: serverAt, message: 'The worker is started here.' })) };
}
