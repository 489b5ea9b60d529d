// Under uvicorn the last batch of spans is lost at every stop, unless something answers the ASGI lifespan and flushes.
import type { Frame } from '../boot/events';
import { lifespanFile, wrapInLifespan } from '../fix/wrap-in-lifespan';
import { isAtLeast } from '../dependencies/versions';
import { ENDS_ITSELF } from '../knowledge/provider';
import { UVICORN_ENDS_BY_SIGNAL } from '../knowledge/releases';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

export const spansLostAtStop: Rule<FoundStatement> = {
  id: 'spans-lost-at-stop',
  severity: 'information',
  summary: 'Under uvicorn the last spans are lost at every stop.',
  find(project) {
    const groups = holdingEverywhere(project, ['application-built'], isBatched, place);
    return groups.filter((group) => !answersLifespan(project) && usesUvicorn(project, group)).map((group) => describe(group, project));
  },
  say,
  fixes: (found, { files, projects }): Fix[] => {
    const application = projects.flatMap(({ applications }) => applications).find(({ file }) => file === found.at.file);
    const edits = application && wrapInLifespan(files, found.at, application);
    return edits ? [{ title: 'Flush when the ASGI lifespan ends', safety: 'review', edits }] : [];
  },
};

/** An ASGI application of a process that traces Django and exports in batches. */
function isBatched({ path, step }: Occurrence): boolean {
  if (step.event.kind !== 'application-built' || step.event.interface !== 'asgi') return false;
  const batched = path.steps.some(({ event }) => event.kind === 'processor-added' && event.processor?.includes('.BatchSpanProcessor(') === true);
  return batched && path.steps.some(({ event }) => event.kind === 'instrumented');
}

function describe(group: readonly Occurrence[], { files }: Project): FoundStatement {
  const at = place(group[0]!);
  // The fix makes that file, and has to know that it is not there.
  files.state(lifespanFile(at.file));
  return { at, severity: 'information', boots: bootsOf(group), related: [] };
}

function place({ boot, step }: Occurrence): Frame {
  return step.chain.find(({ file, item }) => item === '' && (file === boot.entry || file === boot.application)) ?? step.chain.at(-1)!;
}

/** Something in the project speaks of the lifespan, or ends the provider itself. */
function answersLifespan({ files }: Project): boolean {
  return [...files.snapshot.files.values()].some((state) => state.kind === 'loaded' && ENDS_ITSELF.test(state.text));
}

function usesUvicorn({ dependencies }: Project, group: readonly Occurrence[]): boolean {
  const found = [...new Set(group.map(({ boot }) => boot.root))].map((root) => dependencies(root).find('uvicorn'));
  return found.some(({ named, versions }) => named.length > 0 && isAtLeast(versions, UVICORN_ENDS_BY_SIGNAL) !== 'no');
}

function say(): Message {
  return {
    what: 'The spans of the last seconds are lost whenever uvicorn stops.',
    why: 'uvicorn 0.29 and later ends by the signal that stopped it, so that `atexit` never runs: 0 of 8 spans arrived that were still queued. Django does not answer the ASGI lifespan.',
    todo: 'Answer the lifespan and flush on `lifespan.shutdown`: 8 of 8 arrive.',
  };
}
