// Django is instrumented and no tracer provider is ever set; or the provider has no span processor; or the proxy is used as one.
import { mayHave, startUp, type Path } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { callSetUp } from '../fix/call-set-up';
import { setProviderBefore } from '../fix/set-provider';
import { READS_IDS } from '../knowledge/provider';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { installers, mayInstallUnseen, mentions } from './unseen-providers';

type Case = 'missing' | 'bare' | 'proxy';

interface Missing extends FoundStatement {
  readonly case: Case;
}

export const providerMissing: Rule<Missing> = {
  id: 'provider-missing',
  severity: 'error',
  summary: 'Django is instrumented, but no tracer provider that keeps spans is ever set.',
  find: (project) => [...missing(project), ...bare(project), ...proxy(project)],
  say: ({ case: kind }) => TEXT[kind],
  fixes,
};

/** Until its first request this process met nothing that ends it. */
const serves = ({ steps }: Path): boolean => steps.some(({ event }) => event.kind === 'serving');

const installedIn = ({ steps }: Path): BootStep | undefined => steps.find(({ event }) => event.kind === 'provider-installed');

function lacksProvider({ path, step }: Occurrence): boolean {
  return step.event.kind === 'instrumented' && step.event.provider === undefined && serves(path) && !installedIn(path) && !mayHave(path.steps, 'provider-installed');
}

function missing(project: Project): Missing[] {
  const fine = project.boots.filter(({ kind }) => kind !== 'command').flatMap((boot) => boot.paths.flatMap((path) => path.steps.filter((step) => step.event.kind === 'instrumented' && !lacksProvider({ boot, path, step })).map(({ chain }) => chain.at(-1)!)));
  // Where the call is right in another boot, the entrypoint of this one has to change.
  const primary = ({ step: { chain } }: Occurrence): Frame => (fine.some((frame) => sameStatement(frame, chain.at(-1)!)) ? chain[0]! : chain.at(-1)!);
  const groups = holdingEverywhere(project, ['instrumented'], lacksProvider, primary).filter((group) => !isSetElsewhere(project, group));
  if (groups.length === 0 || mayInstallUnseen(project.files, project.boots)) return [];
  return groups.map((group) => described('missing', group, primary(group[0]!)));
}

/** A fork hook or a command that serves sets one in the same project, or only runserver has none: that is meant. */
function isSetElsewhere(project: Project, group: readonly Occurrence[]): boolean {
  const own = bootsOf(group);
  const others = project.boots.filter((boot) => !own.includes(boot) && own.some(({ root }) => root === boot.root));
  // A command that answers no requests is no help to those that do.
  const having = others.filter(({ kind, paths }) => paths.some((path) => (kind !== 'command' || serves(path)) && (installedIn(path) || mayHave(path.steps, 'provider-installed'))));
  return having.some(({ kind, paths }) => kind === 'gunicorn' || kind === 'command' || paths.some((path) => installedIn(path)?.chain[0]?.hook)) || (having.length > 0 && own.every(({ kind }) => kind === 'manage'));
}

/** The provider that Django uses was made without a processor, and none is added on any path. */
function bare(project: Project): Missing[] {
  const isBare = ({ path, step: { event } }: Occurrence) => {
    if (event.kind !== 'provider-installed' || !event.bare || !serves(path)) return false;
    if (mayHave(path.steps, 'provider-installed') || mayHave(path.steps, 'processor-added') || !path.steps.some((step) => step.event.kind === 'instrumented')) return false;
    return !path.steps.some((step) => step.event.kind === 'processor-added' && (step.event.provider === undefined || step.event.provider === event.provider));
  };
  const primary = ({ step }: Occurrence) => step.chain.at(-1)!;
  // Where it gets one in a hook of a fork, a server that forks nothing has none: that is meant.
  const getsOne = ({ event, chain }: BootStep, at: Frame) => event.kind === 'processor-added' && chain[0]?.hook !== undefined && chain[0].file === at.file;
  const groups = holdingEverywhere(project, ['provider-installed'], isBare, primary).filter(([one]) => !project.boots.some(({ paths }) => paths.some(({ steps }) => steps.some((step) => getsOne(step, primary(one!))))));
  return groups.length === 0 || mentions(project.files, READS_IDS) ? [] : groups.map((group) => described('bare', group, primary(group[0]!)));
}

/** `get_tracer_provider().add_span_processor(…)` while only the proxy is there. */
function proxy(project: Project): Missing[] {
  const fails = ({ path, step }: Occurrence) => step.event.kind === 'proxy-used' && step.event.attribute === 'add_span_processor' && startUp(path).includes(step);
  const primary = ({ step }: Occurrence) => step.chain.at(-1)!;
  return holdingEverywhere(project, ['proxy-used', 'processor-added'], fails, primary).map((group) => described('proxy', group, primary(group[0]!)));
}

function described(kind: Case, group: readonly Occurrence[], at: Frame): Missing {
  const call = group[0]!.step.chain.at(-1)!;
  const related = sameStatement(call, at) ? [] : [{ at: call, message: 'Django is instrumented here.' }];
  return { case: kind, at, severity: 'error', boots: bootsOf(group), related };
}

const TEXT: Readonly<Record<Case, Message>> = {
  missing: {
    what: 'Django is instrumented here, but no tracer provider is ever set.',
    why: 'Without one every span is a placeholder: requests are answered, no span is made, and nothing is logged.',
    todo: "Call the project's own function that sets one, or let the command \"Generate tracing.py\" write it.",
  },
  bare: {
    what: 'This tracer provider never gets a span processor.',
    why: 'Spans are made and dropped: requests are answered, nothing is exported, and nothing is logged.',
    todo: 'Add one before it is set: `provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))`.',
  },
  proxy: {
    what: 'A span processor is added before any tracer provider is set.',
    why: "The process does not start: `AttributeError: 'ProxyTracerProvider' object has no attribute 'add_span_processor'`.",
    todo: 'Set a provider first: `trace.set_tracer_provider(TracerProvider())`.',
  },
};

function fixes(found: Missing, { files, projects }: Project): Fix[] {
  if (found.case === 'proxy') {
    const edits = setProviderBefore(files, found.at);
    return edits ? [{ title: 'Set a TracerProvider first', safety: 'review', edits }] : [];
  }
  const [only, more] = found.case === 'missing' ? installers(files).filter(({ item }) => !item.includes('.')) : [];
  if (!only || more) return [];
  const edits = callSetUp(files, projects.flatMap(({ importRoots }) => importRoots), found.at, only);
  return edits ? [{ title: `Call ${only.name}()`, safety: 'review', edits }] : [];
}
