// A process sets tracing up, and the one that answers requests does not: a variable that it inherits, or that only a reloader sets, tells it not to.
import type { Boot, Path } from '../boot/boot';
import type { EventKind } from '../boot/events';
import { withoutGuard } from '../fix/without-guard';
import { RELOADER } from '../knowledge/runserver';
import type { Fix, Message } from '../report';
import { placeOf, type GuardedPlace } from './guarded-place';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import { reloaderGuards, type ReloaderGuard } from './reloader-guards';
import type { FoundStatement, Project, Rule } from './rule';
import { byPlace } from './same-place';
import { hasUnknownLaunches } from './unknown-launches';

interface Guarded extends FoundStatement, GuardedPlace {
  /** It asks for the variable that only the child of the reloader has, and does without it, or waits for it. */
  readonly how?: ReloaderGuard['how'];
}

/** Scripts and commands that serve begin anew as modules: server-script-children-not-instrumented. */
const KINDS: readonly Boot['kind'][] = ['manage', 'wsgi', 'asgi'];

export const inheritedOnceGuard: Rule<Guarded> = {
  id: 'inherited-once-guard',
  severity: 'error',
  summary: 'A guard in the environment keeps tracing out of the process that answers requests: it is inherited, or asks for the reloader of runserver.',
  find: (project) => [...inherited(project), ...ofReloader(project)],
  say: ({ how }): Message => (how ? TEXT[how] : INHERITED),
  fixes: ({ at, guard }, { files }): Fix[] => {
    const edits = guard && withoutGuard(files, at, guard);
    return edits ? [{ title: 'Set tracing up in every process', safety: 'review', edits }] : [];
  },
};

const INHERITED: Message = {
  what: 'Tracing is set up here in the first process only.',
  why: 'The process that answers requests is started by this one and inherits the variable that is asked for, as runserver with its reloader does: 0 spans came out of 4, and nothing is logged. With `--noreload` there were 4.',
  todo: 'Set tracing up without asking: both processes may do it.',
};

const TEXT: Readonly<Record<ReloaderGuard['how'], Message>> = {
  waits: {
    what: `Tracing is set up here only where \`${RELOADER.variable}\` is set, and nothing sets it for this server.`,
    why: 'Only the reloader of runserver gives it to its child. Without the reloader requests are answered with 200, 0 spans came out of 4, and nothing is logged.',
    todo: 'Set tracing up without asking: both processes of the reloader may do it.',
  },
  skips: {
    what: `Tracing is set up here only where \`${RELOADER.variable}\` is not set: not in the process of runserver that answers requests.`,
    why: 'The reloader gives it to its child, and runs this file nowhere else. Requests are answered with 200, 0 spans came out of 4, and nothing is logged.',
    todo: 'Set tracing up without asking, if spans are wanted there.',
  },
};

function inherited(project: Project): Guarded[] {
  const groups = holdingEverywhere(project, ['instrumented'], (one) => isLeftOut(one) && !isStartedInOneProcess(project, one.boot), ({ step }) => placeOf(project.files, step.chain).at);
  return groups.map((group) => ({ ...placeOf(project.files, group[0]!.step.chain), severity: 'error', boots: bootsOf(group), related: [] }));
}

function ofReloader(project: Project): Guarded[] {
  return byPlace(reloaderGuards(project).map(({ boot, step, how }): Guarded => {
    const place = { ...placeOf(project.files, step.chain, RELOADER.variable), how };
    return how === 'waits' ? { ...place, severity: 'error', boots: [boot], related: [{ at: boot.launch!.serverAt, message: 'It is served by this.' }] } : { ...place, severity: 'information', boots: [boot], related: [] };
  }));
}

/** A process that is started behind this comes to its first request without an instrumentation. What differs between both is their environment. */
function isLeftOut({ boot, path, step }: Occurrence): boolean {
  const later = path.steps.slice(path.steps.indexOf(step) + 1);
  const spawned = later.findIndex(({ event }) => event.kind === 'spawned');
  const child = later.slice(spawned + 1);
  const serves = child.some(({ event }) => event.kind === 'application-built') && child.some(({ event }) => event.kind === 'serving');
  return KINDS.includes(boot.kind) && spawned >= 0 && serves && !child.some(({ event }) => /^(instrumented|application-wrapped|middleware-listed)$/.test(event.kind) || (event.kind === 'unknown' && event.may.includes('instrumented')));
}

/** Somebody may start the server with its reloader; where launch files start it without one, it is meant to run like that. */
function isStartedInOneProcess(project: Project, { launch, entry, root }: Boot): boolean {
  const has = (path: Path, kind: EventKind): boolean => path.steps.some(({ event }) => event.kind === kind);
  return !launch && (hasUnknownLaunches(project, root) || project.boots.some((other) => other.launch && other.entry === entry && other.paths.some((path) => has(path, 'serving')) && !other.paths.some((path) => has(path, 'spawned'))));
}
