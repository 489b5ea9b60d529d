// instrument() runs after the application is built in the same process: the middleware chain is already loaded.
import { after, before, mayHave, sinceSpawn, startUp } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { inOneBlock, locate } from '../fix/locate';
import { moveAbove } from '../fix/move';
import type { Files } from '../project/view';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import { bootsOf, divergence, holdingEverywhere, sameStatement, type Divergence, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';
import { callsInstrument, nameOfBuilder } from './statement-words';

interface TooLate extends FoundStatement {
  readonly call: Frame;
  /** The statement in which the application is built; as seen from the body of `at`, where both stand in one. */
  readonly built: Frame;
  /** The statement that builds the application, in the same body. */
  readonly application?: Frame;
}

export const instrumentAfterApplication: Rule<TooLate> = {
  id: 'instrument-after-application',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs after the application is built.',
  find: (project) => holdingEverywhere(project, ['instrumented'], (occurrence) => !occurrence.step.chain[0]!.hook && isTooLate(occurrence), (occurrence) => parting(occurrence).a).filter((same) => same.some(isInServing)).map(describe),
  say,
  fixes,
};

/** hypercorn's reloader imports the application as well, and answers nothing: what only happens there is no harm. */
const isInServing = ({ path, step }: Occurrence): boolean => sinceSpawn(path).includes(step);

/** The application that was built last before `step`. */
export function applicationBefore({ path, step }: Occurrence): BootStep | undefined {
  return before(path, step).filter(({ event }) => event.kind === 'application-built').at(-1);
}

/**
 * True where no span can come of this instrument(): the chain is built, nothing instrumented Django before, no application
 * is built afterwards, and none is wrapped in OpenTelemetry's own middleware (all of these were run: every span arrives).
 */
export function isTooLate(occurrence: Occurrence): boolean {
  const { path, step } = occurrence;
  const built = applicationBefore(occurrence);
  const steps = startUp(path);
  if (!built || !steps.includes(step) || mayHave(before(path, step), 'instrumented')) return false;
  if (steps.some(({ event }) => event.kind === 'application-wrapped')) return false;
  const since = (first: BootStep): BootStep[] => after(path, first).filter((later) => steps.includes(later));
  return !mayHave(since(built), 'application-built') && !since(step).some(({ event }) => event.kind === 'application-built');
}

function parting(occurrence: Occurrence): Divergence {
  return divergence(occurrence.step, applicationBefore(occurrence));
}

function describe(occurrences: Occurrence[]): TooLate {
  const [first] = occurrences;
  const { a, b } = parting(first!);
  const call = first!.step.chain.at(-1)!;
  const elsewhere: RelatedFrame[] = sameStatement(call, a) ? [] : [{ at: call, message: 'Django is instrumented here.' }];
  const built = b ?? applicationBefore(first!)!.chain.at(-1)!;
  const application: RelatedFrame = { at: built, message: 'The application and its middleware chain are built here.' };
  return { at: a, severity: 'error', boots: bootsOf(occurrences), related: [...elsewhere, application], call, built, ...(b ? { application: b } : {}) };
}

function say(found: TooLate, { files }: Project): Message {
  const builder = builderOf(found, files);
  const place = found.built.file === found.at.file ? builder : `${builder}, in ${basename(found.built.file)}`;
  return {
    what: callsInstrument(files, found.at) && sameStatement(found.at, found.call) ? 'DjangoInstrumentor().instrument() runs after the application is built.' : 'This statement instruments Django after the application is built.',
    why: `${/^get_/.test(builder) ? `${builder} has already loaded the middleware chain` : 'The middleware chain is already loaded'}: requests are answered, but no span is made and nothing is logged.`,
    todo: `Move it before ${place}.`,
  };
}

/** What the project calls to build the application: a `runserver` of its own, for one, calls `super().get_handler()`. */
const builderOf = ({ built }: TooLate, files: Files): string => nameOfBuilder(files, built) ?? 'the application';

function fixes(found: TooLate, { files }: Project): Fix[] {
  if (!found.application) return [];
  const [a, b] = [locate(files, found.at), locate(files, found.application)];
  const pair = a && b && inOneBlock(a, b);
  const edits = pair && moveAbove(files, found.at, pair.a, pair.b);
  return edits ? [{ title: `Move before ${builderOf(found, files)}`, safety: 'safe', edits }] : [];
}
