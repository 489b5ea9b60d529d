// instrument() in the URL configuration, or in what it imports: that runs in the first request, when the middleware chain is built.
import type { BootStep, Frame } from '../boot/events';
import { before, mayHave } from '../boot/boot';
import { moveIntoApplications, packageOf } from '../fix/into-applications';
import { isSideEffectImport } from '../fix/side-effect';
import type { Fix, Message } from '../report';
import { applicationBoots, buildingStatement, importRootsOf, namesOf } from './applications';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { Found, Project, RelatedFrame, Rule } from './rule';
import page from './instrument-in-request-code.md';

export const instrumentInRequestCode: Rule<Found> = {
  id: 'instrument-in-request-code',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs in the URL configuration or in views, when the application is built already.',
  page,
  find: (project) => holdingEverywhere(project, ['instrumented'], isInRequest, (occurrence) => primary(occurrence, project)).map((occurrences) => describe(occurrences, project)),
  say,
  fixes,
};

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

function describe(occurrences: Occurrence[], project: Project): Found {
  const [first] = occurrences as [Occurrence];
  const [at, call] = [primary(first, project), first.step.chain.at(-1)!];
  const built = before(first.path, first.step).filter(({ event, chain }) => event.kind === 'application-built' && chain.length > 0).at(-1);
  const related: RelatedFrame[] = [
    ...(sameStatement(at, call) ? [] : [{ at: call, message: 'Django is instrumented here.' }]),
    ...(built ? [{ at: built.chain[0]!, message: 'The application and its middleware chain are built here, before the first request.' }] : []),
  ];
  return { at, severity: 'error', boots: bootsOf(occurrences), related };
}

function say(): Message {
  return {
    what: 'This instruments Django when the first request imports the URL configuration: the application is built already.',
    why: 'Every span is there under runserver, whose system checks import the URL configuration earlier. In production requests are answered, but no span is made and nothing is logged.',
    todo: 'Call instrument() in the application module, after DJANGO_SETTINGS_MODULE is set and before the application is built.',
  };
}

function fixes(found: Found, project: Project): Fix[] {
  const entries = new Set(found.boots.map(({ entry, application }) => application ?? entry));
  const applications = applicationBoots(project, found.boots).filter(({ entry }) => entries.has(entry));
  const places = applications.map(buildingStatement);
  if (applications.length === 0 || places.includes(undefined)) return [];
  const moved = moveIntoApplications(project.files, { from: found.at, package: packageOf(found.at.file, importRootsOf(project, found.boots)), applications: places as Frame[] });
  return moved ? [{ title: `Move to ${namesOf(applications)}, before the application is built`, safety: 'review', edits: moved }] : [];
}
