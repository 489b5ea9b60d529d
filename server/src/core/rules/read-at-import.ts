// OTEL_* variables that a module reads while it is imported, from a file that is loaded after the import.
import { after, before, mayHave } from '../boot/boot';
import type { BootEvent, BootStep } from '../boot/events';
import { touchSettings } from '../fix/touch-settings';
import { READS_AT_IMPORT, type ImportVariable } from '../knowledge/environment-files';
import { comesWithLaunch, loadedFile, variablesIn } from './environment-files';
import type { Fix } from '../report';
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import { loadFirst, type TooLateFound } from './missed-variables';
import { bootsOf, divergence, holdingEverywhere, type Occurrence } from './occurrences';
import type { Project } from './rule';

type Read = Extract<BootEvent, { kind: 'environment-read' }>;
type Instrumented = Extract<BootEvent, { kind: 'instrumented' }>;

interface Late {
  readonly load: BootStep;
  readonly file: Uri;
  readonly names: readonly string[];
  readonly lost: string;
  /** What `instrument()` could be given instead. */
  readonly argument?: string;
}

/** Imports that come before the file with the variables that they read. */
export function readAtImport(project: Project): TooLateFound[] {
  const groups = holdingEverywhere(project, ['environment-read'], (occurrence) => lateFor(occurrence, project) !== undefined, (occurrence) => parting(occurrence, project).a);
  return groups.map((occurrences) => describe(occurrences, project));
}

const parting = (occurrence: Occurrence, project: Project) => divergence(occurrence.step, lateFor(occurrence, project)!.load);

/** The module is imported once; under runserver the reloader's child has what its parent has loaded. */
function lateFor({ boot, path, step }: Occurrence, { files }: Project): Late | undefined {
  const { module, set } = step.event as Read;
  const earlier = before(path, step);
  const instrumented = path.steps.find(({ event }) => event.kind === 'instrumented')?.event as Instrumented | undefined;
  if (boot.kind === 'manage' || !instrumented || mayHave(earlier, 'settings-named') || earlier.some(({ event, process }) => event.kind === 'environment-read' && process === step.process)) return undefined;
  for (const load of after(path, step).filter(({ event, chain }) => event.kind === 'environment-loaded' && chain.length > 0)) {
    const file = loadedFile(files, (load.event as Extract<BootEvent, { kind: 'environment-loaded' }>).loader, load.chain.at(-1)!);
    const missed = file === undefined ? [] : missedIn(READS_AT_IMPORT[module]!, [...variablesIn(files.text(file)!).keys()], set, instrumented.given);
    const names = missed.map(({ name }) => name);
    if (missed.length > 0 && !comesWithLaunch(files, file!, names)) return { load, file: file!, names, ...missed[0]! };
  }
  return undefined;
}

function missedIn(known: readonly ImportVariable[], names: readonly string[], set: readonly string[], given: readonly string[]): (ImportVariable & { name: string })[] {
  return known.flatMap((one) => {
    const { variable, argument } = one;
    const decided = set.some((name) => variable.test(name)) || given.includes('**') || (argument !== undefined && given.includes(argument));
    return decided ? [] : names.filter((name) => variable.test(name)).map((name) => ({ ...one, name }));
  });
}

function describe(occurrences: Occurrence[], project: Project): TooLateFound {
  const { files } = project;
  const [first] = occurrences as [Occurrence];
  const { load: step, file, names, lost, argument } = lateFor(first, project)!;
  const { a: at, b: through } = parting(first, project);
  const load = step.chain.at(-1)!;
  const { module } = first.step.event as Read;
  return {
    at,
    severity: 'warning',
    boots: bootsOf(occurrences),
    related: [{ at: load, message: `${basename(file)} is loaded here.` }],
    message: {
      what: `${module} is imported before ${basename(file)} is loaded, which holds ${names.join(' and ')}.`,
      why: `The module reads the environment once, when it is imported: ${lost}.`,
      todo: `Load the file before this import${argument === undefined ? '' : `, or give \`${argument}\` to instrument()`}.`,
    },
    repair: (): Fix[] => {
      const moved = loadFirst(files, { at, load, file, ...(through ? { through } : {}) });
      if (moved) return [moved];
      const edits = occurrences.every((occurrence) => bySettings(occurrence, project)) ? touchSettings(files, at, 'The settings load the variables that the instrumentation reads.') : undefined;
      return edits ? [{ title: 'Evaluate the settings first', safety: 'review', edits }] : [];
    },
  };
}

/** The settings module is named before the import, and loads the file when it runs. */
function bySettings(occurrence: Occurrence, project: Project): boolean {
  const { path, step } = occurrence;
  const { load } = lateFor(occurrence, project)!;
  return before(path, step).some(({ event }) => event.kind === 'settings-named') && after(path, load).some(({ event }) => event.kind === 'settings-evaluated' && !event.empty);
}
