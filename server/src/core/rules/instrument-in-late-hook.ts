// instrument() in a hook of gunicorn or uWSGI that runs after the application is built: preloaded, imported by the configuration, post_worker_init, @postfork.
import { instrumentBeforeApplication } from '../fix/instrument-before-application';
import type { Frame } from '../boot/events';
import { POST_WORKER_INIT } from '../knowledge/gunicorn';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import { applicationBefore, isTooLate } from './instrument-after-application';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';

interface Late extends FoundStatement {
  readonly hook: string;
  readonly call: Frame;
  /** The statement of the application module that builds the application. */
  readonly application?: Frame;
  /** The process in which it was built. */
  readonly builtIn: string;
}

export const instrumentInLateHook: Rule<Late> = {
  id: 'instrument-in-late-hook',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs in a hook of gunicorn or uWSGI that comes after the application.',
  find: (project) => holdingEverywhere(project, ['instrumented'], (occurrence) => occurrence.step.chain[0]!.hook !== undefined && isTooLate(occurrence), ({ step }) => step.chain[0]!).map(describe),
  say,
  fixes,
};

function describe(occurrences: Occurrence[]): Late {
  const [{ boot, step }] = occurrences as [Occurrence];
  const built = applicationBefore(occurrences[0]!)!;
  const [at, call] = [step.chain[0]!, step.chain.at(-1)!];
  const application = built.chain.find(({ file, item }) => file === boot.application && item === '');
  const elsewhere: RelatedFrame[] = call === at ? [] : [{ at: call, message: 'Django is instrumented here.' }];
  const place: RelatedFrame = { at: application ?? built.chain.at(-1)!, message: 'The application and its middleware chain are built here, before the hook runs.' };
  return { at, severity: 'error', boots: bootsOf(occurrences), related: [...elsewhere, place], hook: at.hook!, call, builtIn: built.process, ...(application ? { application } : {}) };
}

const UWSGI: Message = {
  what: 'DjangoInstrumentor().instrument() in `@postfork` comes too late: uWSGI runs the hook after the application is built in the master.',
  why: 'The middleware chain is already loaded: requests are answered, but no span was ever seen with this layout, and nothing is logged. With lazy-apps the hook never runs.',
  todo: 'Call instrument() at module level before the application is built, and leave the tracer provider in the hook.',
};

function say(found: Late): Message {
  if (found.boots.every(({ kind }) => kind === 'uwsgi')) return UWSGI;
  const because = found.hook === POST_WORKER_INIT.name ? 'runs after the worker has loaded the application' : found.builtIn === 'master' ? 'runs after the application is built in the master' : 'runs after the application is built';
  return {
    what: `DjangoInstrumentor().instrument() in \`${found.hook}\` comes too late: the hook ${because}.`,
    why: 'The middleware chain is already loaded: requests are answered, but no span was ever seen with this layout, and nothing is logged.',
    todo: `Call instrument() in ${found.application ? basename(found.application.file) : 'the application module'} before the application is built, and leave the tracer provider in the hook.`,
  };
}

function fixes(found: Late, { files }: Project): Fix[] {
  if (!found.application) return [];
  const edits = instrumentBeforeApplication(files, found.application, found.at, found.call);
  return edits ? [{ title: `Call instrument() in ${basename(found.application.file)}, before the application`, safety: 'review', edits }] : [];
}
