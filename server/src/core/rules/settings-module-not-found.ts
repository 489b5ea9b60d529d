// The settings module that is named is not there, or the variable is not the one that Django reads.
import { after, type Boot } from '../boot/boot';
import type { BootEvent } from '../boot/events';
import { SETTINGS_VARIABLE } from '../boot/environment';
import { replaceCall } from '../fix/call-name';
import { setForLaunch } from '../fix/launch/for-launch';
import { replaceLiteral } from '../fix/literal-text';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Found, Project, Rule } from './rule';
import { candidates, wrongName, type Wrong } from './settings-candidates';
import { startsHere, type Given } from './launch-variables';
import { wrongInGunicorn, wrongInLaunches, type WrongInGunicorn, type WrongInLaunches } from './settings-in-launches';

type Misnamed = Extract<BootEvent, { kind: 'settings-misnamed' }>['because'];

interface NotFound extends Found {
  readonly because: Wrong | Misnamed;
  /** The variable that is set. */
  readonly name: string;
  /** Its value. */
  readonly module: string;
  readonly candidates: readonly { readonly module: string; readonly certain: boolean }[];
  /** Django is instrumented with it: the process starts, with empty settings. */
  readonly instrumented: boolean;
  /** The launch file that sets it. */
  readonly given?: Given;
  /** gunicorn sets it, by `--env` or `raw_env`. */
  readonly byGunicorn?: boolean;
}

export const settingsModuleNotFound: Rule<NotFound> = {
  id: 'settings-module-not-found',
  severity: 'error',
  summary: 'DJANGO_SETTINGS_MODULE names a module that is not there, or is misspelt.',
  find: (project) => [
    ...holdingEverywhere(project, ['settings-named', 'settings-misnamed'], (occurrence) => problemOf(project, occurrence) !== undefined, ({ step }) => step.chain.at(-1)!).map((occurrences) => describe(project, occurrences)),
    ...wrongInLaunches(project).map((wrong) => describeLaunches(project, wrong)),
    ...wrongInGunicorn(project).map((wrong) => describeGunicorn(project, wrong)),
  ],
  say,
  fixes,
};

/** Reported only where the settings are evaluated with it. */
function problemOf(project: Project, { boot, path, step }: Occurrence): NotFound['because'] | undefined {
  const evaluated = after(path, step).map(({ event }) => event).find((event) => event.kind === 'settings-evaluated');
  if (step.event.kind === 'settings-misnamed') return evaluated?.empty ? step.event.because : undefined;
  if (step.event.kind !== 'settings-named' || step.event.module === undefined || evaluated?.module !== step.event.module) return undefined;
  return wrongName(project, boot, step.event.module);
}

function describe(project: Project, occurrences: Occurrence[]): NotFound {
  const [first] = occurrences as [Occurrence];
  const { event, chain } = first.step;
  const module = event.kind === 'settings-named' || event.kind === 'settings-misnamed' ? event.module ?? '' : '';
  return {
    at: chain.at(-1)!, severity: 'error', boots: bootsOf(occurrences), related: [], module,
    because: problemOf(project, first)!,
    name: event.kind === 'settings-misnamed' ? event.name : SETTINGS_VARIABLE,
    candidates: candidates(project, first.boot, module),
    instrumented: occurrences.every(({ path }) => path.steps.some((step) => step.event.kind === 'instrumented')),
  };
}

function describeLaunches(project: Project, { given, because, boots }: WrongInLaunches): NotFound {
  return { at: given.at, severity: 'error', boots, related: given.launches.slice(0, 3).map(startsHere), module: given.value, because, name: given.name, candidates: candidates(project, boots[0]!, given.value), instrumented: boots.every(isInstrumented), given };
}

const isInstrumented = ({ paths }: Boot): boolean => paths.every(({ steps }) => steps.some(({ event }) => event.kind === 'instrumented'));

function describeGunicorn(project: Project, { at, module, because, boots }: WrongInGunicorn): NotFound {
  return { at, severity: 'error', boots, related: [], module, because, name: SETTINGS_VARIABLE, candidates: candidates(project, boots[0]!, module), instrumented: boots.every(isInstrumented), byGunicorn: true };
}

const WHAT: Readonly<Record<NotFound['because'], (found: NotFound) => string>> = {
  malformed: ({ module }) => `DJANGO_SETTINGS_MODULE is set to ${JSON.stringify(module)}, which is not the dotted name of a module.`,
  absent: ({ module }) => `DJANGO_SETTINGS_MODULE names ${module}, and this project has no such module.`,
  spelling: ({ name }) => `This sets ${name}; Django reads DJANGO_SETTINGS_MODULE.`,
  empty: () => 'DJANGO_SETTINGS_MODULE is set to an empty text, which Django takes as not set; `setdefault` does not replace it.',
  putenv: () => 'os.putenv() sets the variable for child processes only: os.environ, which Django reads, does not change.',
};

function say(found: NotFound): Message {
  const [best] = found.candidates;
  const right = best ? ` Was ${best.module} meant?` : '';
  return {
    what: WHAT[found.because](found),
    why: found.instrumented
      ? "DjangoInstrumentor().instrument() hides the error and configures empty settings: every request fails with `AttributeError: module 'django.conf.global_settings' has no attribute 'ROOT_URLCONF'`, and no span is made."
      : found.because === 'empty' ? 'The process does not start: `ImproperlyConfigured`, as settings are not configured.'
      : `The process does not start: \`ModuleNotFoundError: No module named '${found.module}'\`.`,
    todo: found.because === 'spelling' || found.because === 'putenv' ? 'Use `os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)`.' : `Name the module as Python imports it, such as shop.settings.${right}`,
  };
}

function fixes(found: NotFound, project: Project): Fix[] {
  const { files } = project;
  const { at, given } = found;
  if (found.byGunicorn) return fixesOfGunicorn(found, project);
  if (given || !('item' in at)) return given ? fixesInLaunch(found, given, project) : [];
  if (found.because === 'spelling') {
    const edit = replaceLiteral(files, at, found.name, SETTINGS_VARIABLE);
    return edit ? [{ title: `Rename to ${SETTINGS_VARIABLE}`, safety: 'safe', edits: [edit] }] : [];
  }
  if (found.because === 'putenv') {
    const edit = replaceCall(files, at, 'os.putenv', 'os.environ.setdefault');
    return edit ? [{ title: 'Use os.environ.setdefault', safety: 'safe', edits: [edit] }] : [];
  }
  return found.candidates.flatMap(({ module, certain }): Fix[] => {
    const edit = replaceLiteral(files, at, found.module, module);
    return edit ? [{ title: `Name ${module}`, safety: certain ? 'safe' : 'review', edits: [edit] }] : [];
  });
}

/** The value behind the name of the variable, in a word of the launch or in a text of the configuration. */
function fixesOfGunicorn({ at, module, candidates: right }: NotFound, { files }: Project): Fix[] {
  const said = `${SETTINGS_VARIABLE}=${module}`;
  return right.flatMap((candidate): Fix[] => {
    const text = `${SETTINGS_VARIABLE}=${candidate.module}`;
    const index = 'item' in at ? -1 : files.text(at.file)?.slice(at.start, at.end).indexOf(said) ?? -1;
    const edit = 'item' in at ? replaceLiteral(files, at, said, text) : index < 0 ? undefined : { file: at.file, start: at.start + index, end: at.start + index + said.length, text };
    return edit ? [{ title: `Name ${candidate.module}`, safety: candidate.certain ? 'safe' : 'review', edits: [edit] }] : [];
  });
}

/** The value where it stands; all launches that see it are mended by that. */
function fixesInLaunch({ candidates: right, name }: NotFound, { launches: [launch] }: Given, project: Project): Fix[] {
  return right.flatMap(({ module, certain }): Fix[] => {
    const edits = setForLaunch(project, launch!, name, module);
    return edits ? [{ title: `Name ${module}`, safety: certain ? 'safe' : 'review', edits }] : [];
  });
}
