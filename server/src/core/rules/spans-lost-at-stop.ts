// Some servers end without `atexit`: the last batch of spans is lost at every stop, unless something flushes before.
import { lifespanFile, wrapInLifespan } from '../fix/wrap-in-lifespan';
import { ENDS_ITSELF } from '../knowledge/provider';
import { UNIT_STOPS, type Stop } from '../knowledge/stops';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { isAutoInstrumented } from './launch-kinds';
import { mayBeOff, startsHere } from './launch-variables';
import { losingStop } from './losing-stops';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Found, Place, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface Lost extends Found {
  readonly launches: readonly ProjectLaunch[];
  readonly stop: Stop;
}

export const spansLostAtStop: Rule<Lost> = {
  id: 'spans-lost-at-stop',
  severity: 'information',
  summary: 'The server ends in a way in which the last spans are lost at every stop.',
  find(project) {
    const groups = holdingEverywhere(project, ['application-built'], (one) => isBatched(one) && losingStop(project, one) !== undefined, statement);
    return answersStop(project) ? [] : byPlace(groups.flatMap((group) => describe(group, project)));
  },
  say,
  fixes,
};

/** An application of a process that traces Django and exports in batches, as opentelemetry-instrument does. */
function isBatched({ boot: { launch }, path: { steps } }: Occurrence): boolean {
  const batched = steps.some(({ event }) => event.kind === 'processor-added' && event.processor?.includes('.BatchSpanProcessor(') === true);
  return (batched || (launch !== undefined && isAutoInstrumented(launch) && !mayBeOff(launch))) && steps.some(({ event }) => event.kind === 'instrumented');
}

/** The application where that is told of the end, else what starts the server; servers of one application may differ. */
function describe(group: readonly Occurrence[], project: Project): Lost[] {
  const stops = new Set(group.map((one) => losingStop(project, one)!));
  return [...stops].map((stop) => {
    const boots = bootsOf(group.filter((one) => losingStop(project, one) === stop));
    const launches = boots.flatMap(({ launch }) => launch ?? []);
    const at: Place = stop.lifespan ? statement(group[0]!) : launches[0]!.serverAt;
    // The fix makes that file, and has to know that it is not there.
    if (stop.lifespan) project.files.state(lifespanFile(at.file));
    // About a stop, and not about the order: where a launch begins to work, it can be said of it.
    return { at, severity: 'information', boots: boots.filter(({ launch }) => !launch), launches, related: stop.lifespan ? launches.slice(0, 3).map(startsHere) : [], stop };
  });
}

function statement({ boot, step }: Occurrence): Occurrence['step']['chain'][number] {
  return step.chain.find(({ file, item }) => item === '' && (file === boot.entry || file === boot.application)) ?? step.chain.at(-1)!;
}

/** Something in the project speaks of the lifespan, or ends the provider itself. */
function answersStop({ files }: Project): boolean {
  return [...files.snapshot.files.keys()].some((file) => files.fits(file, ENDS_ITSELF));
}

function say({ stop: { name, lifespan, wholeGroup } }: Lost): Message {
  const what = `The spans of the last seconds are lost whenever ${name} stops.`;
  if (lifespan) {
    return {
      what,
      why: 'uvicorn 0.29 and later ends by the signal that stopped it, so that `atexit` never runs: 0 of 8 spans arrived that were still queued. Django does not answer the ASGI lifespan.',
      todo: 'Answer the lifespan and flush on `lifespan.shutdown`: 8 of 8 arrive.',
    };
  }
  if (wholeGroup) {
    return {
      what,
      why: 'systemd sends the signal to every process of the unit, and workers of uWSGI that get it themselves end without `atexit`: 0 of 8 spans arrived that were still queued. With the signal to the first process alone all 8 arrived in 8 of 12 stops.',
      todo: `Set \`${UNIT_STOPS.firstOnly}\` in the unit.`,
    };
  }
  return {
    what,
    why: 'The process that exports ends at SIGTERM without `atexit`: 0 of 8 spans arrived that were still queued, and nothing is logged.',
    todo: 'Where they matter, let the batch span processor wait less (`OTEL_BSP_SCHEDULE_DELAY`, in milliseconds), so that fewer of them are queued.',
  };
}

function fixes({ at, stop, launches }: Lost, { files, projects }: Project): Fix[] {
  const unit = stop.wholeGroup && files.text(at.file);
  const head = unit ? UNIT_STOPS.section.exec(unit) : undefined;
  if (head) {
    const start = head.index + head[0].length;
    return [{ title: `Set ${UNIT_STOPS.firstOnly}`, safety: 'review', edits: [{ file: launches[0]!.file, start, end: start, text: `${UNIT_STOPS.firstOnly}${/[\r\n]+$/.exec(head[0])![0]}` }] }];
  }
  const application = stop.lifespan && 'item' in at ? projects.flatMap(({ applications }) => applications).find(({ file }) => file === at.file) : undefined;
  const edits = application && 'item' in at ? wrapInLifespan(files, at, application) : undefined;
  return edits ? [{ title: 'Flush when the ASGI lifespan ends', safety: 'review', edits }] : [];
}
