// A process sets tracing up, and the one that it starts to answer requests does not: a variable that it inherits tells it not to.
import type { Boot, Path } from '../boot/boot';
import type { EventKind, Frame } from '../boot/events';
import { locate, statementOf, type Located } from '../fix/locate';
import { withoutGuard } from '../fix/without-guard';
import type { Files } from '../project/view';
import type { Stmt } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

interface Guarded extends FoundStatement {
  /** The `if` that asks for the variable; undefined: it is written in another way. */
  readonly guard: Located | undefined;
}

/** Scripts and commands that serve begin anew as modules: server-script-children-not-instrumented. */
const KINDS: readonly Boot['kind'][] = ['manage', 'wsgi', 'asgi'];

export const inheritedOnceGuard: Rule<Guarded> = {
  id: 'inherited-once-guard',
  severity: 'error',
  summary: 'Tracing is set up once, before the process that answers requests is started: that one inherits the guard.',
  find: (project) => holdingEverywhere(project, ['instrumented'], (one) => isLeftOut(one) && !isStartedInOneProcess(project, one.boot), ({ step }) => placeOf(project.files, step.chain).at).map((group): Guarded => ({
    ...placeOf(project.files, group[0]!.step.chain), severity: 'error', boots: bootsOf(group), related: [],
  })),
  say: (): Message => ({
    what: 'Tracing is set up here in the first process only.',
    why: 'The process that answers requests is started by this one and inherits the variable that is asked for, as runserver with its reloader does: 0 spans came out of 4, and nothing is logged. With `--noreload` there were 4.',
    todo: 'Set tracing up without asking: both processes may do it.',
  }),
  fixes: ({ at, guard }, { files }): Fix[] => {
    const edits = guard && withoutGuard(files, at, guard);
    return edits ? [{ title: 'Set tracing up in every process', safety: 'review', edits }] : [];
  },
};

/** A process that is started behind this comes to its first request without an instrumentation. What differs between both is their environment. */
function isLeftOut({ boot, path, step }: Occurrence): boolean {
  const later = path.steps.slice(path.steps.indexOf(step) + 1);
  const spawned = later.findIndex(({ event }) => event.kind === 'spawned');
  const child = later.slice(spawned + 1);
  const serves = child.some(({ event }) => event.kind === 'application-built') && child.some(({ event }) => event.kind === 'serving');
  return KINDS.includes(boot.kind) && spawned >= 0 && serves && !child.some(({ event }) => /^(instrumented|application-wrapped|middleware-listed)$/.test(event.kind) || (event.kind === 'unknown' && event.may.includes('instrumented')));
}

/** Somebody may start the server with its reloader; where launch files start it without one, it is meant to run like that. */
function isStartedInOneProcess({ boots }: Project, { launch, entry }: Boot): boolean {
  const has = (path: Path, kind: EventKind): boolean => path.steps.some(({ event }) => event.kind === kind);
  return !launch && boots.some((other) => other.launch && other.entry === entry && other.paths.some((path) => has(path, 'serving')) && !other.paths.some((path) => has(path, 'spawned')));
}

/** The statement below the guard; without one the statement that leads to the set-up. */
function placeOf(files: Files, chain: readonly Frame[]): Pick<Guarded, 'at' | 'guard'> {
  for (const at of chain) {
    const place = locate(files, at);
    for (let outer = place?.outer; outer; outer = outer.outer) if (asksEnvironment(statementOf(outer))) return { at, guard: outer };
  }
  return { at: chain[0]!, guard: undefined };
}

const asksEnvironment = (statement: Stmt): boolean => statement.kind === 'if' && expressionsOf({ kind: 'expression', at: statement.at, value: statement.test }).some((expr) => (expr.kind === 'attribute' && /^(environ|getenv)$/.test(expr.name)) || (expr.kind === 'name' && /^(environ|getenv)$/.test(expr.id)));
