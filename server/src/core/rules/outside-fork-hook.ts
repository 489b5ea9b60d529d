// DjangoInstrumentor, or the provider, processor or exporter that it uses, in the master of gunicorn or uWSGI.
import { after, applicationIn, before, mayHave, startUp, type Boot } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { isAtLeast } from '../dependencies/versions';
import { locate, outermost } from '../fix/locate';
import { moveIntoPostfork, withUsers } from '../fix/into-postfork';
import { moveIntoPostFork } from '../fix/post-fork';
import { raiseRelease, raisingTo } from '../fix/raise-release';
import { splitProvider } from '../fix/split-provider';
import { isRepeated } from '../knowledge/gunicorn';
import { INSTANCE_ID } from '../knowledge/releases';
import { MODULE_ITEM } from '../python/facts';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';

type Case = 'instrument' | 'repeated' | 'provider' | 'uwsgi' | 'metrics' | 'shared';

interface InMaster extends FoundStatement {
  readonly case: Case;
  /** The statements, in the order in which they run, all in one body. */
  readonly statements: readonly Frame[];
  /** It instruments Django, and nothing in the configuration names the settings module before. */
  readonly needsSettings: boolean;
}

export const outsideForkHook: Rule<InMaster> = {
  id: 'outside-fork-hook',
  severity: 'warning',
  summary: 'Django is instrumented, or the provider is set up, in the master of gunicorn or uWSGI.',
  find,
  say,
  fixes,
};

function find(project: Project): InMaster[] {
  const root = ({ step }: Occurrence) => step.chain[0]!;
  const instruments = holdingEverywhere(project, ['instrumented'], isInstrumentedInMaster, root);
  const providers = byBody(holdingEverywhere(project, ['provider-installed', 'processor-added', 'exporter-created'], isInMaster, root));
  const found = instruments.map((occurrences) => {
    const body = providers.findIndex((others) => inOneBody(others[0]!, occurrences[0]!));
    const set = body < 0 ? [] : providers.splice(body, 1)[0]!;
    return describe(pilesUp([...occurrences, ...set]) ? 'repeated' : 'instrument', occurrences, set);
  });
  const metrics = byBody(holdingEverywhere(project, ['metric-reader-created'], losesThreads, root));
  const shared = byBody(holdingEverywhere(project, ['metric-reader-created'], (one) => sharesId(project, one), root));
  return [...found, ...metrics.map((occurrences) => describe('metrics', occurrences, [])), ...shared.map((occurrences) => describe('shared', occurrences, [])), ...providers.map((occurrences) => describe(caseOf(occurrences), occurrences, []))];
}

function caseOf(occurrences: readonly Occurrence[]): Case {
  if (occurrences.every(({ boot }) => boot.kind === 'uwsgi')) return 'uwsgi';
  return pilesUp(occurrences) ? 'repeated' : 'provider';
}

/** A hook that runs again for each worker adds one more processor to the provider that is set already. */
function pilesUp(occurrences: readonly Occurrence[]): boolean {
  return occurrences.some(({ step }) => isRepeated(step.chain[0]!.hook) && step.event.kind === 'processor-added' && step.event.to === 'current');
}

/** The process is a master that forks later: gunicorn's, or uWSGI's where the application registers a function for the fork. */
function isInMaster({ boot, path, step }: Occurrence): boolean {
  return (boot.kind === 'gunicorn' || boot.kind === 'uwsgi') && step.process === 'master' && after(path, step).some(({ event }) => event.kind === 'forked');
}

/** uWSGI forks without a word to Python, unless it is asked to. */
function losesThreads(occurrence: Occurrence): boolean {
  return isInMaster(occurrence) && after(occurrence.path, occurrence.step).some(({ event }) => event.kind === 'forked' && event.hooks === 'no');
}

/** gunicorn forks in a way that starts the threads again; the id of the provider is made anew in some versions only. */
function sharesId(project: Project, occurrence: Occurrence): boolean {
  const { versions } = project.dependencies(occurrence.boot.root).find(INSTANCE_ID.package);
  return occurrence.boot.kind === 'gunicorn' && isInMaster(occurrence) && isAtLeast(versions, INSTANCE_ID.since) === 'yes' && isAtLeast(versions, INSTANCE_ID.ownSince) === 'no';
}

/** In the master, and no application there that it instruments: before a preloaded one is right, after it another rule's. So is what runs while opentelemetry-instrument evaluates settings. */
function isInstrumentedInMaster(occurrence: Occurrence): boolean {
  const { boot, path, step } = occurrence;
  return boot.kind === 'gunicorn' && isInMaster(occurrence) && !after(path, step).some(isOfLaunch) && !applicationIn(path, 'master') && !mayHave(before(path, step), 'instrumented') && !mayHave(startUp(path).filter(({ process }) => process === step.process), 'application-built');
}

const isOfLaunch = ({ event, chain }: BootStep): boolean => event.kind === 'instrumented' && chain.length === 0;

const inOneBody = (a: Occurrence, b: Occurrence): boolean => a.step.chain[0]!.file === b.step.chain[0]!.file && a.step.chain[0]!.item === b.step.chain[0]!.item;

/** One set-up is one finding: its provider, processor and exporter statements stand in one body. */
function byBody(groups: Occurrence[][]): Occurrence[][] {
  const bodies: Occurrence[][] = [];
  for (const group of groups) {
    const known = bodies.find((other) => inOneBody(other[0]!, group[0]!));
    if (known) known.push(...group);
    else bodies.push([...group]);
  }
  return bodies;
}

function describe(kind: Case, occurrences: Occurrence[], more: Occurrence[]): InMaster {
  const statements: Frame[] = [];
  const ordered = [...occurrences, ...more].sort((a, b) => a.path.steps.indexOf(a.step) - b.path.steps.indexOf(b.step));
  const instruments = occurrences.some(({ step }) => step.event.kind === 'instrumented');
  if (instruments) ordered.unshift(...namingInHook(occurrences[0]!));
  for (const { step } of ordered) if (!statements.some((other) => sameStatement(other, step.chain[0]!))) statements.push(step.chain[0]!);
  const at = [...occurrences].sort((a, b) => a.path.steps.indexOf(a.step) - b.path.steps.indexOf(b.step))[0]!.step.chain[0]!;
  const others = statements.filter((frame) => !sameStatement(frame, at)).map((frame): RelatedFrame => ({ at: frame, message: 'This belongs to the same set-up.' }));
  const inner = occurrences.map(({ step }) => step.chain.at(-1)!).find((frame) => !statements.some((other) => sameStatement(other, frame)));
  const related: RelatedFrame[] = inner ? [{ at: inner, message: kind === 'instrument' ? 'Django is instrumented here.' : 'It is set up here.' }, ...others] : others;
  return {
    at, case: kind, statements, related, boots: bootsOf(occurrences),
    severity: kind === 'provider' || kind === 'uwsgi' ? 'information' : 'warning',
    needsSettings: instruments && !occurrences.every(({ path, step }) => before(path, step).some(({ event }) => event.kind === 'settings-named')),
  };
}

/** A hook that names the settings module itself takes that along. */
function namingInHook({ boot, path, step }: Occurrence): Occurrence[] {
  const { item, hook } = step.chain[0]!;
  return before(path, step).filter(({ event, chain }) => event.kind === 'settings-named' && hook && chain[0]?.item === item).map((named) => ({ boot, path, step: named }));
}

const SHARED_IN_UWSGI = ', and all workers share one service.instance.id';

const TEXT: Readonly<Record<Case, Message>> = {
  instrument: {
    what: "Django is instrumented in gunicorn's master, outside a fork hook.",
    why: 'Spans arrive, but the settings are evaluated in the master: after a reload (HUP) the workers keep the old settings.',
    todo: 'Move it into `post_fork(server, worker)`, with the settings module set there, or into the application module before the application is built.',
  },
  repeated: {
    what: "Tracing is set up in `pre_fork`, which gunicorn's master runs again for every worker.",
    why: '`get_tracer_provider().add_span_processor(…)` adds one more processor to the same provider each time: 10 spans arrived for 4 requests with --max-requests 1.',
    todo: 'Move it into `post_fork(server, worker)`, with the settings module set there.',
  },
  provider: {
    what: "The tracer provider is set up in gunicorn's master, before the workers are forked.",
    why: "Spans do arrive: every run was clean, with HTTP and gRPC exporters. OpenTelemetry's guide advises to set up provider and exporter after the fork, since their threads do not survive it.",
    todo: 'Move it into `post_fork(server, worker)` to follow that advice.',
  },
  uwsgi: {
    what: "The tracer provider is set up in uWSGI's master, before the workers are forked.",
    why: `Spans do arrive: every run was clean. Metrics that are set up there were never exported${SHARED_IN_UWSGI}.`,
    todo: 'Register a function that sets it up with `@postfork`, as OpenTelemetry advises. With lazy-apps, leave it: there the function would never run.',
  },
  metrics: {
    what: "Metrics are set up in uWSGI's master: no worker exports them.",
    why: 'The thread of the metric reader does not survive the fork, and uWSGI does not let OpenTelemetry start it again: no metric of requests was ever seen, with every version that was run.',
    todo: 'Set up the meter provider and its reader in a function that `@postfork` registers, or set `py-call-uwsgi-fork-hooks = true` for uWSGI.',
  },
  shared: {
    what: "Metrics are set up in gunicorn's master, and all workers share one `service.instance.id`.",
    why: '`opentelemetry-sdk` 1.43 makes that id with the provider and keeps it after the fork: in a run two workers that exported had the same one. Whoever receives their metrics cannot tell them apart, and takes the counters of one for those of the other.',
    todo: 'Use `opentelemetry-sdk` 1.44 or newer, where each worker has an id of its own, or set metrics up in `post_fork(server, worker)`.',
  },
};

/** An SDK that makes no id has none to share. */
function say({ case: kind, boots: [boot] }: InMaster, { dependencies }: Project): Message {
  const text = TEXT[kind];
  const hasIds = isAtLeast(dependencies(boot!.root).find(INSTANCE_ID.package).versions, INSTANCE_ID.since) !== 'no';
  return kind === 'uwsgi' && !hasIds ? { ...text, why: text.why.replace(SHARED_IN_UWSGI, '') } : text;
}

const buildsApplication = ({ statements }: InMaster, { paths }: Boot): boolean => paths.some(({ steps }) => steps.some(({ event, chain }) => event.kind === 'application-built' && statements.some((one) => sameStatement(one, chain[0]!))));

function raising({ boots }: InMaster, { files, dependencies }: Project): Fix[] {
  const edits = [...new Set(boots.map(({ root }) => root))].map((root) => raiseRelease(files, dependencies(root), INSTANCE_ID.ownSince));
  return edits.every((one) => one !== undefined) ? [{ title: raisingTo(INSTANCE_ID.ownSince), safety: 'review', edits: edits.flat() }] : [];
}

function fixes(found: InMaster, project: Project): Fix[] {
  const boot = found.boots[0]!;
  const { files } = project;
  if (found.case === 'shared') return raising(found, project);
  const located = found.statements.map((frame) => locate(files, frame));
  if (located.includes(undefined)) return [];
  const statements = [...new Set(located.map((place) => outermost(place!)))];
  if (found.case === 'metrics') {
    const edits = found.at.file === boot.entry && found.at.item === MODULE_ITEM && moveIntoPostfork(files, found.at.file, withUsers(files.facts(found.at.file)!.module.body, statements[0]!), 'set_up_metrics');
    return edits ? [{ title: 'Set up metrics in each worker with @postfork', safety: 'review', edits }] : [];
  }
  if (found.case === 'uwsgi') {
    // Settings may set it up while the application is built, which has to stay where it is.
    if (buildsApplication(found, boot)) return [];
    const edits = found.at.file === boot.entry && found.at.item === MODULE_ITEM && moveIntoPostfork(files, found.at.file, statements, 'set_up_tracing');
    return edits ? [{ title: 'Set up the provider in each worker with @postfork', safety: 'review', edits }] : [];
  }
  if (found.at.file !== boot.entry) {
    const edits = boot.application === found.at.file && splitProvider(files, { configuration: boot.entry, application: found.at.file, item: found.at.item, statements });
    return edits ? [{ title: 'Set up the provider in post_fork, and here only without gunicorn', safety: 'review', edits }] : [];
  }
  const modules = found.needsSettings ? boot.settingsModules : [undefined];
  return modules.flatMap((module): Fix[] => {
    const edits = moveIntoPostFork(files, { configuration: boot.entry, item: found.at.item, statements, ...(module ? { settingsModule: module } : {}) });
    const title = modules.length > 1 ? `Move into post_fork(server, worker), with ${module}` : 'Move into post_fork(server, worker)';
    return edits ? [{ title, safety: 'review', edits }] : [];
  });
}
