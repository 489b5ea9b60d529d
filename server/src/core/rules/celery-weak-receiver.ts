// A Celery signal that sets tracing up is connected to a function that nothing keeps: it is gone before the signal is sent.
import { after, mayHave } from '../boot/boot';
import type { BootEvent, BootStep, EventKind } from '../boot/events';
import { keepReceiver } from '../fix/keep-receiver';
import type { Files } from '../project/view';
import type { Fix, Message } from '../report';
import { isKeptByNothing, weakConnection, weakOf } from './kept-receivers';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Rule } from './rule';

interface Weak extends FoundStatement {
  readonly hook: string;
  readonly isLambda: boolean;
}

export const celeryWeakReceiver: Rule<Weak> = {
  id: 'celery-weak-receiver',
  severity: 'error',
  summary: 'A Celery signal is connected to a lambda or a local function, which is gone before the signal is sent.',
  find: (project) => holdingEverywhere(project, ['hook-registered'], (one) => setsUp(one) && isGone(project.files, one.step) && isAlone(one, project.files), ({ step }) => step.chain.at(-1)!).map(describe),
  say,
  fixes: ({ at }, { files }): Fix[] => {
    const edits = keepReceiver(files, at);
    return edits ? [{ title: 'Connect it with weak=False', safety: 'safe', edits }] : [];
  },
};

const isGone = (files: Files, { chain, event }: BootStep): boolean => isKeptByNothing(files, chain.at(-1)!, weakOf(event)!);

/** What a worker needs to have spans. */
const SET_UP: readonly EventKind[] = ['provider-installed', 'processor-added', 'instrumented', 'exporter-created'];

/** Does the function set tracing up, once it is called? */
function setsUp({ path, step }: Occurrence): boolean {
  return weakOf(step.event) !== undefined && after(path, step).some((later) => SET_UP.includes(later.event.kind) && weakConnection(path, later) === step);
}

/** Nothing else gives the worker a provider, or only what is gone as well: what was connected in vain is not missed then. */
function isAlone({ path }: Occurrence, files: Files): boolean {
  const others = path.steps.filter((step) => {
    const connection = weakConnection(path, step);
    return !connection || !isGone(files, connection);
  });
  return !others.some(({ event }) => event.kind === 'provider-installed' || event.kind === 'provider-refused') && !mayHave(others, 'provider-installed');
}

function describe(occurrences: Occurrence[]): Weak {
  const { event, chain } = occurrences[0]!.step;
  const { hook, weak } = event as Extract<BootEvent, { kind: 'hook-registered' }>;
  return { at: chain.at(-1)!, severity: 'error', boots: bootsOf(occurrences), related: [], hook, isLambda: weak!.inside === undefined };
}

function say({ hook, isLambda }: Weak): Message {
  return {
    what: `\`${hook}\` is connected to a ${isLambda ? 'lambda' : 'local function'} that nothing keeps.`,
    why: 'Celery holds receivers by weak references: the function is gone before the signal is sent, and tracing is never set up. 0 spans of 4 tasks arrived, without a word in the log.',
    todo: 'Connect it with `weak=False`, or define the function in the module.',
  };
}
