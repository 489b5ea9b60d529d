// instrument() in the URL configuration or in views, which run in requests, when the middleware chain is built; or in a middleware, while it is being built.
import type { AmidChain, BootStep, Frame } from '../boot/events';
import { before, mayHave } from '../boot/boot';
import { moveIntoApplications, packageOf } from '../fix/into-applications';
import { isSideEffectImport } from '../fix/side-effect';
import type { Fix, Message } from '../report';
import { applicationBoots, buildingStatement, importRootsOf, namesOf } from './applications';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import { instrumentedByHandlers } from './request-handlers';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';

interface InRequest extends FoundStatement {
  readonly when: 'first' | 'each' | AmidChain;
}

export const instrumentInRequestCode: Rule<InRequest> = {
  id: 'instrument-in-request-code',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs in the URL configuration, in views or in a middleware: the application is built already.',
  find: (project) => [
    ...holdingEverywhere(project, ['instrumented'], isInRequest, (occurrence) => primary(occurrence, project)).map((occurrences) => describe(occurrences, project)),
    ...holdingEverywhere(project, ['instrumented'], isAmid, ({ step }) => inMiddleware(step)).map(describeAmid),
    ...instrumentedByHandlers(project).map(({ at, boots }): InRequest => ({ at, severity: 'error', boots, related: [], when: 'each' })),
  ],
  say,
  fixes,
};

const amidOf = ({ event }: BootStep): AmidChain | undefined => (event.kind === 'instrumented' && !event.given.some((name) => name === 'middleware_position' || name === '**') ? event.amid : undefined);

/** A middleware instruments Django while Django makes it. */
function isAmid({ path, step }: Occurrence): boolean {
  return amidOf(step) !== undefined && !mayHave(before(path, step), 'instrumented') && !path.steps.some(({ event }) => event.kind === 'application-wrapped');
}

/** The statement of the middleware's module, or of a function in it, that leads to the call. */
const inMiddleware = (step: BootStep): Frame => step.chain.slice(amidOf(step)!.depth).find((_, i, inner) => i === inner.length - 1 || inner[i + 1]!.entered === 'call')!;

function describeAmid(occurrences: Occurrence[]): InRequest {
  const { step } = occurrences[0]!;
  const [at, call] = [inMiddleware(step), step.chain.at(-1)!];
  const related: RelatedFrame[] = [...(sameStatement(at, call) ? [] : [{ at: call, message: 'Django is instrumented here.' }]), ...(amidOf(step)!.depth > 0 ? [{ at: step.chain[0]!, message: 'The middleware chain is built here.' }] : [])];
  return { at, severity: 'error', boots: bootsOf(occurrences), related, when: amidOf(step)! };
}

const isIn = (step: BootStep, kind: BootStep['event']['kind'], process: string): boolean => step.event.kind === kind && step.process === process;

/** The first request is what instruments Django: the chain is built, and nothing that is not read came before that. */
function isInRequest({ path, step }: Occurrence): boolean {
  const earlier = before(path, step);
  if (!earlier.some((other) => isIn(other, 'serving', step.process))) return false;
  if (path.steps.some(({ event }) => event.kind === 'application-wrapped')) return false;
  const built = earlier.map(({ event }) => event.kind).lastIndexOf('application-built');
  return built >= 0 && !mayHave(earlier.slice(0, built), 'instrumented');
}

/** The statement to move: the first that calls something, or imports a module only to have it run. Imports of views only lead there. */
function primary({ step: { chain } }: Occurrence, { files }: Project): Frame {
  return chain.find((frame, i) => i === chain.length - 1 || chain[i + 1]!.entered === 'call' || isSideEffectImport(files, frame))!;
}

function describe(occurrences: Occurrence[], project: Project): InRequest {
  const [first] = occurrences as [Occurrence];
  const [at, call] = [primary(first, project), first.step.chain.at(-1)!];
  const built = before(first.path, first.step).filter(({ event, chain }) => event.kind === 'application-built' && chain.length > 0).at(-1);
  const related: RelatedFrame[] = [
    ...(sameStatement(at, call) ? [] : [{ at: call, message: 'Django is instrumented here.' }]),
    ...(built ? [{ at: built.chain[0]!, message: 'The application and its middleware chain are built here, before the first request.' }] : []),
  ];
  return { at, severity: 'error', boots: bootsOf(occurrences), related, when: 'first' };
}

const REMEDY = 'Call instrument() in the application module, after DJANGO_SETTINGS_MODULE is set and before the application is built.';

function say({ when }: InRequest): Message {
  if (when === 'each') {
    return {
      what: 'This instruments Django when a request is answered: the application is built already.',
      why: 'No span is made, not even under runserver, and every request after the first one logs `Attempting to instrument while already instrumented`.',
      todo: REMEDY,
    };
  }
  if (when === 'first') {
    return {
      what: 'This instruments Django when the first request imports the URL configuration: the application is built already.',
      why: 'Every span is there under runserver, whose system checks import the URL configuration earlier. In production requests are answered, but no span is made and nothing is logged.',
      todo: REMEDY,
    };
  }
  return {
    what: 'This instruments Django in a middleware, while Django builds the middleware chain.',
    why: when.skips === undefined
      ? "OpenTelemetry's middleware does not come into the chain any more: requests are answered, but no span is made and nothing is logged."
      : `MIDDLEWARE grows while Django goes through it: ${when.skips} is left out of the chain, and nothing is logged.`,
    todo: REMEDY,
  };
}

function fixes(found: InRequest, project: Project): Fix[] {
  const entries = new Set(found.boots.map(({ entry, application }) => application ?? entry));
  const applications = applicationBoots(project, found.boots).filter(({ entry }) => entries.has(entry));
  const places = applications.map(buildingStatement);
  if (applications.length === 0 || places.includes(undefined)) return [];
  const moved = moveIntoApplications(project.files, { from: found.at, package: packageOf(found.at.file, importRootsOf(project, found.boots)), applications: places as Frame[] });
  return moved ? [{ title: `Move to ${namesOf(applications)}, before the application is built`, safety: 'review', edits: moved }] : [];
}
