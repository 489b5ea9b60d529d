// A Celery signal that sets tracing up is connected to a function that nothing keeps: it is gone before the signal is sent.
import { after } from '../boot/boot';
import type { BootEvent, EventKind, WeakReceiver } from '../boot/events';
import { keepReceiver } from '../fix/keep-receiver';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { Fix, Message } from '../report';
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
  find: (project) => holdingEverywhere(project, ['hook-registered'], (occurrence) => setsUp(occurrence) && isAlone(project.files, occurrence), ({ step }) => step.chain.at(-1)!).map(describe),
  say,
  fixes: ({ at }, { files }): Fix[] => {
    const edits = keepReceiver(files, at);
    return edits ? [{ title: 'Connect it with weak=False', safety: 'safe', edits }] : [];
  },
};

const weakOf = (event: BootEvent): WeakReceiver | undefined => (event.kind === 'hook-registered' ? event.weak : undefined);

/** What a worker needs to have spans. */
const SET_UP: readonly EventKind[] = ['provider-installed', 'processor-added', 'instrumented', 'exporter-created'];

/** Does the function set tracing up, once it is called? */
function setsUp({ path, step }: Occurrence): boolean {
  const weak = weakOf(step.event);
  return weak !== undefined && after(path, step).some(({ event, chain }) => SET_UP.includes(event.kind) && chain[0]?.hook !== undefined && chain[0].item === weak.item && chain[0].file === step.chain.at(-1)!.file);
}

/** Nothing but the connection itself uses a local function: another use may keep it. */
function isAlone(files: Files, { step }: Occurrence): boolean {
  const weak = weakOf(step.event)!;
  if (weak.inside === undefined) return true;
  const name = weak.item.slice(weak.item.lastIndexOf('.') + 1);
  const facts = files.facts(step.chain.at(-1)!.file);
  const outer = facts?.item(weak.inside);
  if (!outer) return false;
  const uses = statementsOf(outer.body).flatMap((statement) => expressionsOf(statement)).filter((expr) => expr.kind === 'name' && expr.id === name).length;
  // What is defined beside it may hold it as well.
  return uses <= 1 && !statementsOf(outer.body).some((statement) => (statement.kind === 'define' || statement.kind === 'class') && statement.item !== weak.item) && !statementsOf(outer.body).some(({ kind }) => kind === 'global');
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
