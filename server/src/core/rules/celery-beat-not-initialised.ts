// Celery's beat sends tasks, and tracing is set up only for signals that workers send.
import { addSignal } from '../fix/celery-signal';
import type { Fix, Message } from '../report';
import { bootsOf, type Occurrence } from './occurrences';
import type { FoundStatement, Rule } from './rule';
import { unsentHooks } from './unsent-hooks';

const BEAT = 'beat_init';

export const celeryBeatNotInitialised: Rule<FoundStatement> = {
  id: 'celery-beat-not-initialised',
  severity: 'warning',
  summary: "Tracing is set up for signals of Celery's workers only, and beat is started as well.",
  find: (project) => unsentHooks(project, ['worker_process_init', 'worker_init'], ({ launch }) => launch?.server === 'celery beat').map(describe),
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

function describe(occurrences: Occurrence[]): FoundStatement {
  const boots = bootsOf(occurrences);
  return { at: occurrences[0]!.step.chain.at(-1)!, severity: 'warning', boots, related: boots.map(({ launch }) => ({ at: launch!.serverAt, message: 'Beat is started here.' })) };
}
