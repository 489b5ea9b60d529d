// The same thing is set up twice: middleware by hand, a wrapper around it, processors, providers, instrument() itself.
import { after, before, mayHave, type Boot } from '../boot/boot';
import type { BootStep, EventKind, Frame } from '../boot/events';
import { addInstrument } from '../fix/instrument-before-application';
import { removeItem, removeStatement, unwrap } from '../fix/remove';
import { OTHERS } from '../boot/value';
import { EXPORTER_VARIABLES } from '../knowledge/exporters';
import { LISTED_MIDDLEWARE, MIDDLEWARE_NAME } from '../knowledge/calls';
import { perBody, perFacts } from '../python/per-facts';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Fix, Message, Severity } from '../report';
import { applicationBoots, buildingStatement, namesOf } from './applications';
import { weakConnection } from './kept-receivers';
import { bootsOf, divergence, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';
import { loadedFacts } from './unseen-providers';

type Case = keyof typeof CASES;

interface Double extends FoundStatement {
  readonly case: Case;
}

interface Definition {
  readonly severity: Severity;
  readonly event: EventKind;
  /** Does it hold in this execution? `earlier`: the steps before it in the same process or in the one that it was forked from. */
  readonly holds: (occurrence: Occurrence, earlier: readonly BootStep[]) => boolean;
  readonly text: Message;
}

const happened = (steps: readonly BootStep[], kind: EventKind): boolean => steps.some(({ event }) => event.kind === kind);

/** The worst first: of several at one statement the first one is reported. */
const CASES = {
  listed: {
    severity: 'error', event: 'middleware-listed', holds: (_, earlier) => !happened(earlier, 'instrumented') && !mayHave(earlier, 'instrumented'),
    text: {
      what: "OpenTelemetry's middleware is listed in MIDDLEWARE by hand, and instrument() never runs.",
      why: "Only instrument() gives the middleware its tracer: every request is answered with 500, `AttributeError: 'NoneType' object has no attribute 'start_span'`.",
      todo: 'Remove it from MIDDLEWARE, and call DjangoInstrumentor().instrument() before the application is built.',
    },
  },
  'listed-too': {
    severity: 'warning', event: 'middleware-listed', holds: (_, earlier) => happened(earlier, 'instrumented'),
    text: {
      what: "OpenTelemetry's middleware is listed in MIDDLEWARE by hand, and instrument() inserts it once more.",
      why: 'Every request makes a SERVER span and an INTERNAL one: 8 spans came of 4 requests.',
      todo: 'Remove it from MIDDLEWARE.',
    },
  },
  processor: {
    severity: 'warning', event: 'processor-added', holds: ({ step: { event } }, earlier) => event.kind === 'processor-added' && event.processor !== undefined && event.provider !== undefined && earlier.some((other) => other.event.kind === 'processor-added' && other.event.provider === event.provider && other.event.processor === event.processor),
    text: {
      what: 'The same span processor is added to this tracer provider twice.',
      why: 'Each of them exports every span: 8 spans arrived for 4 requests.',
      todo: 'Remove the second one.',
    },
  },
  'wrapper-exports': {
    severity: 'warning', event: 'processor-added', holds: exportsWhatTheWrapperExports,
    text: {
      what: 'A span processor is added to the provider that opentelemetry-instrument has set.',
      why: 'Both its exporter and this one send every span to the same place: 8 spans arrived for 4 requests, and "Overriding of current TracerProvider is not allowed" was logged where the code sets a provider of its own.',
      todo: 'Let one of the two set tracing up: leave this out under opentelemetry-instrument, or start without it.',
    },
  },
  again: {
    severity: 'warning', event: 'instrumented', holds: (_, earlier) => happened(earlier, 'instrumented'),
    text: {
      what: 'This instrument() evaluates settings that instrument Django themselves.',
      why: 'The middleware is inserted twice: every request makes a SERVER span and an INTERNAL one.',
      todo: 'Instrument Django in one place.',
    },
  },
  'wrapper-instruments': {
    severity: 'warning', event: 'instrumented', holds: ({ path, step }) => after(path, step).some(({ event, chain, process }) => event.kind === 'instrumented' && chain.length === 0 && process === step.process),
    text: {
      what: 'opentelemetry-instrument instruments Django, and the settings that it evaluates do it once more.',
      why: 'The middleware is inserted twice: 4 requests made 4 SERVER spans and 4 INTERNAL ones.',
      todo: 'Remove it here, or start without opentelemetry-instrument.',
    },
  },
  'wrapped-alone': {
    severity: 'warning', event: 'application-wrapped', holds: ({ path, step }, earlier) => step.event.kind === 'application-wrapped' && step.event.plain && !happened(earlier, 'application-wrapped') && instrumentedInTime(path.steps, step),
    text: {
      what: "Django's application is wrapped in OpenTelemetry's middleware, and Django is instrumented too.",
      why: "The wrapper sees what Django's own layer sees: 4 requests made 4 SERVER and 4 INTERNAL spans, under ASGI 4 and 20.",
      todo: 'Keep one of the two; usually that is DjangoInstrumentor().',
    },
  },
  wrapped: {
    severity: 'information', event: 'application-wrapped', holds: ({ path, step }, earlier) => !happened(earlier, 'application-wrapped') && instrumentedInTime(path.steps, step),
    text: {
      what: "The application is wrapped in OpenTelemetry's middleware, and Django is instrumented too.",
      why: "Every request makes a SERVER span and, as its child, an INTERNAL one for Django's own layer (under ASGI more): one trace, twice the spans.",
      todo: 'Keep one of the two; usually that is DjangoInstrumentor().',
    },
  },
  provider: {
    severity: 'information', event: 'provider-refused', holds: () => true,
    text: {
      what: 'A second tracer provider is set in this process.',
      why: 'OpenTelemetry keeps the first one and logs "Overriding of current TracerProvider is not allowed": exporters of the second one get nothing.',
      todo: 'Set one provider in one place.',
    },
  },
  arguments: {
    severity: 'information', event: 'instrumented-again', holds: ({ step: { event } }) => event.kind === 'instrumented-again' && event.dropped,
    text: {
      what: 'Django is instrumented already, so that the arguments of this instrument() are dropped.',
      why: 'OpenTelemetry logs "Attempting to instrument while already instrumented"; hooks and excluded URLs given here have no effect.',
      todo: 'Give them to the first instrument().',
    },
  },
  initialized: {
    severity: 'information', event: 'initialized-again', holds: () => true,
    text: {
      what: 'Importing `sitecustomize` has initialised OpenTelemetry already.',
      why: 'This second time is refused ("Overriding of current TracerProvider is not allowed") and leaves another exporter behind.',
      todo: 'Import `initialize` from `opentelemetry.instrumentation.auto_instrumentation` instead, or leave out the call.',
    },
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** The provider is that of the wrapper, which exports by OTLP; so does this exporter, and the environment tells both where to. */
function exportsWhatTheWrapperExports({ boot: { launch }, step: { event } }: Occurrence, earlier: readonly BootStep[]): boolean {
  if (event.kind !== 'processor-added' || event.to !== 'current' || !launch) return false;
  const first = earlier.find(({ event: other }) => other.kind === 'provider-installed');
  const created = earlier.findLast(({ event: other }) => other.kind === 'exporter-created')?.event;
  const chosen = launch.variables.get(EXPORTER_VARIABLES.traces);
  const isOtlp = chosen === 'unset' || (typeof chosen === 'object' && chosen.value?.trim() === 'otlp');
  return first?.chain.length === 0 && isOtlp && created?.kind === 'exporter-created' && /\.OTLPSpanExporter$/.test(created.exporter) && !created.given.some((name) => name === 'endpoint' || name === OTHERS);
}

/** Django was instrumented before the chain was built that is wrapped. */
function instrumentedInTime(steps: readonly BootStep[], wrap: BootStep): boolean {
  const built = steps.findIndex(({ event }) => event.kind === 'application-built');
  return built >= 0 && steps.slice(0, built).some(({ event }) => event.kind === 'instrumented') && steps.includes(wrap);
}

export const doubleInstrumentation: Rule<Double> = {
  id: 'double-instrumentation',
  severity: 'error',
  summary: 'Middleware, processors, providers or instrument() itself are set up twice, or the middleware by hand.',
  find: (project) => (Object.keys(CASES) as Case[]).flatMap((kind) => findCase(project, kind)).filter(({ at }, i, all) => all.findIndex((other) => sameStatement(other.at, at)) === i),
  say: (found) => CASES[found.case].text,
  fixes,
};

function findCase(project: Project, kind: Case): Double[] {
  const { event, holds, severity }: Definition = CASES[kind];
  const holdsHere = (occurrence: Occurrence) => !mayBeGone(occurrence) && holds(occurrence, sameProcess(occurrence));
  return holdingEverywhere(project, [event], holdsHere, primary).flatMap((group): Double[] => {
    const at = event === 'middleware-listed' ? listings(project)[0] : primary(group[0]!);
    return at ? [{ case: kind, at, severity, boots: bootsOf(group), related: related(group[0]!, at) }] : [];
  });
}

/** The second call that leads there; where nothing else did the same before, the statement itself. */
function primary(occurrence: Occurrence): Frame {
  const first = firstOf(occurrence);
  return first ? divergence(occurrence.step, first).a : occurrence.step.chain.at(-1)!;
}

/** What happened the first time, and is called otherwise when it happens again. */
const firstKind = (kind: EventKind): string => kind.replace('refused', 'installed').replace('-again', '');

/** The first event of the kind in the same process. */
function firstOf(occurrence: Occurrence): BootStep | undefined {
  return sameProcess(occurrence).find(({ event }) => firstKind(event.kind) === firstKind(occurrence.step.event.kind));
}

/** A function that Celery holds by a weak reference does it, this time or the first: it may be gone. */
function mayBeGone(occurrence: Occurrence): boolean {
  const { path, step } = occurrence;
  const both = [step, ...sameProcess(occurrence).filter(({ event }) => firstKind(event.kind) === firstKind(step.event.kind))];
  return both.some((one) => weakConnection(path, one) !== undefined);
}

function sameProcess({ path, step }: Occurrence): BootStep[] {
  return before(path, step).filter(({ process }) => process === step.process || (process === 'master' && step.process === 'worker'));
}

function related(occurrence: Occurrence, at: Frame): RelatedFrame[] {
  const first = firstOf(occurrence)?.chain.at(-1);
  return first && !sameStatement(first, at) && !sameStatement(first, occurrence.step.chain.at(-1)!) ? [{ at: first, message: 'The first time is here.' }] : [];
}

/** The statements of loaded files that name the middleware. */
function listings({ files }: Project): Frame[] {
  return loadedFacts(files, MIDDLEWARE_NAME).flatMap(({ file, facts }) => listingsOf(facts).map((at): Frame => ({ file, ...at, entered: 'module' })));
}

const listingsOf = perFacts((facts) => facts.items(MIDDLEWARE_NAME).flatMap((item) => listingsIn(item).map((statement) => ({ item: item.key, statement }))));

const listingsIn = perBody((body) => statementsOf(body).filter((statement) => expressionsOf(statement).some((expr) => expr.kind === 'literal' && typeof expr.value === 'string' && LISTED_MIDDLEWARE.test(expr.value))).map(({ at }) => at));

function fixes(found: Double, project: Project): Fix[] {
  const { files } = project;
  if (found.case === 'listed' && found.boots.every(neverInstruments)) return instead(found, project);
  const [title, edits] = found.case === 'listed' || found.case === 'listed-too' ? ['Remove it from MIDDLEWARE', removeItem(files, found.at, LISTED_MIDDLEWARE)] as const
    : found.case === 'wrapped' || found.case === 'wrapped-alone' ? ['Leave out the wrapper', unwrap(files, found.at, 'OpenTelemetryMiddleware')] as const
    : ['Remove it', found.case === 'arguments' ? undefined : removeStatement(files, found.at)] as const;
  return edits ? [{ title, safety: 'review', edits }] : [];
}

const neverInstruments = ({ paths }: Boot): boolean => !paths.some(({ steps }) => happened(steps, 'instrumented'));

/** Without the middleware nothing would make spans any more: instrument() goes into every application module that is served, or nothing is offered. */
function instead({ at, boots }: Double, project: Project): Fix[] {
  const removed = removeItem(project.files, at, LISTED_MIDDLEWARE);
  const applications = applicationBoots(project, boots);
  const frames = applications.map(buildingStatement);
  const isBuiltThere = ({ event, chain }: BootStep): boolean => event.kind === 'application-built' && chain.some(({ file }) => applications.some(({ entry }) => entry === file));
  const covered = boots.every(({ paths }) => paths.every(({ steps }) => steps.some(isBuiltThere)));
  if (!removed || !covered || frames.includes(undefined)) return [];
  const distinct = frames.filter((frame, i): frame is Frame => frames.findIndex((other) => sameStatement(other!, frame!)) === i);
  const added = distinct.map((frame) => addInstrument(project.files, frame));
  if (added.includes(undefined)) return [];
  return [{ title: `Remove it from MIDDLEWARE, and call instrument() in ${namesOf(applications)}`, safety: 'review', edits: [...removed, ...added.flatMap((each) => each!)] }];
}
