// instrument() runs while the settings are being evaluated, and the MIDDLEWARE that comes of them does not have its change.
import { after, mayHave } from '../boot/boot';
import type { BootEvent, Frame } from '../boot/events';
import { moveIntoApplications, packageOf, removeSetUp } from '../fix/into-applications';
import { locate, statementOf } from '../fix/locate';
import type { Fix, Message } from '../report';
import { applicationBoots, buildingStatement, importRootsOf, namesOf } from './applications';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';

type LostEvent = Extract<BootEvent, { kind: 'instrumentation-lost' }>;

interface Lost extends FoundStatement {
  readonly because: LostEvent['because'];
}

export const instrumentLostInSettings: Rule<Lost> = {
  id: 'instrument-lost-in-settings',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs in the settings, and its change to MIDDLEWARE is lost.',
  find: (project) => holdingEverywhere(project, ['instrumentation-lost'], isLost, (occurrence) => primary(occurrence, project)).map((occurrences) => describe(occurrences, project)),
  say,
  fixes,
};

/** No other code instruments Django, and no application is wrapped in OpenTelemetry's own middleware. Behind a lost instrument() every other one is ignored. */
function isLost({ path, step }: Occurrence): boolean {
  const evaluated = path.steps.findIndex((other, i) => i > path.steps.indexOf(step) && other.event.kind === 'settings-evaluated');
  if (mayHave(path.steps.slice(0, evaluated), 'instrumented')) return false;
  if (path.steps.some(({ event }) => /^(instrumented|uninstrumented|application-wrapped)$/.test(event.kind))) return false;
  const rest = after(path, step);
  return rest.some(({ event }) => event.kind === 'application-built' || event.kind === 'command-ran') || mayHave(rest, 'application-built');
}

/** The statement of a settings file that instruments. A star import only brings the next settings file. */
function primary({ step }: Occurrence, { files }: Project): Frame {
  const inside = step.chain.slice((step.event as LostEvent).depth);
  const isStar = (frame: Frame): boolean => {
    const place = locate(files, frame);
    const statement = place && statementOf(place);
    return statement?.kind === 'from' && statement.names === '*';
  };
  return inside.find((frame) => !isStar(frame)) ?? step.chain.at(-1)!;
}

function describe(occurrences: Occurrence[], project: Project): Lost {
  const [first] = occurrences as [Occurrence];
  const [at, call] = [primary(first, project), first.step.chain.at(-1)!];
  const related: RelatedFrame[] = sameStatement(at, call) ? [] : [{ at: call, message: 'Django is instrumented here.' }];
  const boots = bootsOf(occurrences);
  const severity = boots.every(({ kind }) => kind === 'manage') && applicationBoots(project, boots).length > 0 ? 'warning' : 'error';
  return { at, severity, boots, related, because: (first.step.event as LostEvent).because };
}

const WHY: Readonly<Record<Lost['because'], string>> = {
  absent: 'Django evaluates them once more for it, from what has run so far, and throws the result away: MIDDLEWARE of the settings module is bound later',
  tuple: 'MIDDLEWARE is a tuple there: instrument() changes a copy, in a settings object that Django throws away when the settings module has run',
  rebound: 'MIDDLEWARE is bound afterwards to a value that is not built from the list which instrument() changed',
};

const EVERYWHERE = 'Requests are answered, but no span is made, nothing is logged, and every later instrument() is ignored.';
const UNDER_RUNSERVER = 'Under runserver requests are answered, but no span is made, and every later instrument() is ignored: only `Attempting to instrument while already instrumented` is logged.';

function say({ because, severity }: Lost): Message {
  return {
    what: 'DjangoInstrumentor().instrument() runs while the settings are being evaluated, and its change to MIDDLEWARE is lost.',
    why: `${WHY[because]}. ${severity === 'warning' ? UNDER_RUNSERVER : EVERYWHERE}`,
    todo: 'Call it in the application module, after DJANGO_SETTINGS_MODULE is set and before the application is built.',
  };
}

function fixes(found: Lost, project: Project): Fix[] {
  const { files } = project;
  const applications = applicationBoots(project, found.boots).filter(({ paths }) => paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'instrumentation-lost') && !steps.some(({ event }) => event.kind === 'instrumented')));
  if (applications.length === 0) {
    const edits = found.severity === 'warning' && removeSetUp(files, found.at);
    return edits ? [{ title: 'Remove it: the application module instruments Django', safety: 'review', edits }] : [];
  }
  const places = applications.map(buildingStatement);
  if (places.includes(undefined)) return [];
  const moved = moveIntoApplications(files, { from: found.at, package: packageOf(found.at.file, importRootsOf(project, found.boots)), applications: places as Frame[] });
  return moved ? [{ title: `Move to ${namesOf(applications)}, before the application is built`, safety: 'review', edits: moved }] : [];
}
