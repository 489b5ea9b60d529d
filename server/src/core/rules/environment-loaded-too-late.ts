// An exporter is made, or the instrumentation imported, before the code that loads the file with their OTEL_* variables; or nothing puts them into the environment.
import { after, before, happened, mayHave } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { touchSettings } from '../fix/touch-settings';
import { standardEndpoint } from '../knowledge/environment-files';
import { comesWithLaunch, loadedFile, variablesIn } from './environment-files';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import type { Uri } from '../text/span';
import { bootsOf, divergence, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import { keptValues } from './kept-values';
import { loadFirst, missedVariables, type Exporter, type Missed, type TooLateFound } from './missed-variables';
import { readAtImport } from './read-at-import';
import type { Project, RelatedFrame, Rule } from './rule';

/** A load that comes too late, and the variables in it that the exporter has missed. */
interface Late extends Missed {
  readonly load: BootStep;
  readonly file: Uri;
}

interface TooLate extends Omit<TooLateFound, 'message' | 'repair'>, Omit<Late, 'load'> {
  readonly exporter: string;
  readonly load: Frame;
  /** The statement of the same body through which the file is loaded. */
  readonly through?: Frame;
  /** The settings load it, and they can be evaluated before. */
  readonly bySettings: boolean;
}

export const environmentLoadedTooLate: Rule<TooLateFound> = {
  id: 'environment-loaded-too-late',
  severity: 'error',
  summary: 'OTEL_* variables from a file come into the environment after what reads them, or never.',
  find: (project) => [...exporters(project), ...readAtImport(project), ...keptValues(project)],
  say: ({ message }) => message,
  fixes: ({ repair }) => repair(),
};

function exporters(project: Project): TooLateFound[] {
  const groups = holdingEverywhere(project, ['exporter-created'], (occurrence) => lateFor(occurrence, project) !== undefined, (occurrence) => parting(occurrence, project).a);
  return groups.map((occurrences) => {
    const found = describe(occurrences, project);
    return { ...found, message: say(found), repair: () => fixes(found, project) };
  });
}

/** Under runserver the reloader's child has what its parent has loaded. */
function lateFor({ boot, path, step }: Occurrence, { files }: Project): Late | undefined {
  if (boot.kind === 'manage') return undefined;
  if (mayHave(before(path, step), 'settings-named') || !path.steps.some(({ event }) => event.kind === 'processor-added')) return undefined;
  const later = after(path, step);
  for (const load of later.filter(({ chain }) => chain.length > 0)) {
    if (load.event.kind !== 'environment-loaded') continue;
    const file = loadedFile(files, load.event.loader, load.chain.at(-1)!);
    const missed = file === undefined ? undefined : missedVariables(step.event as Exporter, variablesIn(files.text(file)!));
    if (!missed || comesWithLaunch(files, file!, missed.names)) continue;
    // Another exporter that is made later has them.
    return after(path, load).some(({ event }) => event.kind === 'exporter-created') ? undefined : { load, file: file!, ...missed };
  }
  return undefined;
}

function parting(occurrence: Occurrence, project: Project) {
  return divergence(occurrence.step, lateFor(occurrence, project)!.load);
}

function describe(occurrences: Occurrence[], project: Project): TooLate {
  const [first] = occurrences as [Occurrence];
  const { load: step, ...late } = lateFor(first, project)!;
  const { a, b } = parting(first, project);
  const [made, load] = [first.step.chain.at(-1)!, step.chain.at(-1)!];
  const related: RelatedFrame[] = [...(sameStatement(a, made) ? [] : [{ at: made, message: 'The exporter is made here.' }]), { at: load, message: `${basename(late.file)} is loaded here.` }];
  const bySettings = occurrences.every((occurrence) => loadedBySettings(occurrence, project));
  const { exporter } = first.step.event as Exporter;
  return { at: a, severity: late.endpoint ? 'error' : 'warning', boots: bootsOf(occurrences), related, exporter, load, bySettings, ...late, ...(b ? { through: b } : {}) };
}

/** The settings module is named before the exporter is made, and loads the file when it runs. */
function loadedBySettings(occurrence: Occurrence, project: Project): boolean {
  const { path, step } = occurrence;
  const { load } = lateFor(occurrence, project)!;
  return happened(before(path, step), 'settings-named') === 'yes' && after(path, load).some(({ event, chain }) => event.kind === 'settings-evaluated' && !event.empty && isInside(load, chain));
}

/** Did it happen below the statement of `chain`? */
function isInside(step: BootStep, chain: readonly Frame[]): boolean {
  return step.chain.length > chain.length && chain.every((frame, n) => sameStatement(frame, step.chain[n]!));
}

function say({ names, file, endpoint, exporter, bySettings }: TooLate): Message {
  const lost = endpoint ? `keeps what it found: spans go to ${standardEndpoint(exporter)}, and none arrives` : 'keeps what it found: spans are sent without these headers';
  return {
    what: `The exporter is made before ${basename(file)} is loaded, which holds ${names.join(' and ')}.`,
    why: `It reads the environment once, when it is made, and ${lost}.`,
    todo: bySettings ? 'Evaluate the settings, which load the file, before this statement; or load the file first.' : 'Load the file before this statement.',
  };
}

function fixes(found: TooLate, { files }: Project): Fix[] {
  const moved = loadFirst(files, found);
  if (moved) return [moved];
  const edits = found.bySettings ? touchSettings(files, found.at, 'The settings load the variables that the exporter reads.') : undefined;
  return edits ? [{ title: 'Evaluate the settings first', safety: 'review', edits }] : [];
}
