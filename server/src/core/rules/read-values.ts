// The value that a variable of OpenTelemetry has where code makes something read it: written by code, loaded from a file, or given by the launch.
import { before, type Boot } from '../boot/boot';
import type { BootEvent, BootStep, WrittenVariable } from '../boot/events';
import { CONFIGURED_ELSEWHERE } from '../knowledge/exporters';
import { READ_WHEN, type ReadWhen } from '../knowledge/otel-variables';
import { readDotenv } from '../launch/readers/dotenv';
import type { Variable } from '../launch/started/types';
import { mayName } from '../project/closed-world';
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import { loadedFile, PATTERN } from './environment-files';
import type { Occurrence } from './occurrences';
import type { Place, Project } from './rule';

/** A value that code decides: a statement writes it, or a file that one loads has it. */
export interface ReadValue {
  readonly value: string;
  readonly at: Place;
  /** `setdefault()` or a file that code loads gives it, for others to decide. */
  readonly isDefault?: boolean;
}

/** What an event reads. @param name of the variable @returns undefined where nothing of the kind is in the tables */
export const readsOf = (name: string): ReadWhen | undefined => READ_WHEN.find(({ names }) => names.test(name));

/** Does this event read it, with no argument that is asked before? */
export function isRead({ event, of, argument }: ReadWhen, { path, step }: Occurrence): boolean {
  if (step.event.kind !== event || step.chain.length === 0) return false;
  if (of && !of.test(readerOf(step.event))) return false;
  if (argument && step.event.kind === 'exporter-created' && step.event.given.some((name) => argument.test(name))) return false;
  return step.event.kind !== 'environment-read' || isFirstImport(path.steps, step);
}

function readerOf(event: BootEvent): string {
  if (event.kind === 'exporter-created') return event.exporter;
  if (event.kind === 'processor-added') return event.processor ?? '';
  return event.kind === 'environment-read' ? event.module : event.kind === 'provider-installed' ? event.sampling ?? '' : '';
}

/** A module reads while it is imported for the first time. What `instrument()` is given counts before. */
function isFirstImport(steps: readonly BootStep[], step: BootStep): boolean {
  const first = steps.find(({ event, process }) => event.kind === 'environment-read' && process === step.process);
  const instrumented = steps.map(({ event }) => event).find((event) => event.kind === 'instrumented');
  return first === step && instrumented?.kind === 'instrumented' && !instrumented.given.some((name) => name === '**' || name === 'excluded_urls');
}

/** The variables that code has written when an event reads them. */
export const writtenAt = (event: BootEvent): readonly WrittenVariable[] => ('written' in event ? event.written ?? [] : []);

/** @returns `unset`: nothing gives it a value. `unknown`: something may. A `Variable` of the launch, which no code has changed */
export function valueAt(project: Project, { boot, path, step }: Occurrence, name: string): ReadValue | Variable | 'unset' | 'unknown' {
  const own = writtenAt(step.event).find((one) => one.name === name);
  const around = surrounding(project, boot, name);
  if (own) return own.value === undefined || !own.at || (own.isDefault && around !== 'unset') ? 'unknown' : { value: own.value, at: own.at, isDefault: own.isDefault };
  if (typeof around === 'object') return around;
  for (const load of before(path, step).filter(({ chain }) => chain.length > 0)) {
    if (load.event.kind !== 'environment-loaded') continue;
    const file = loadedFile(project.files, load.event.loader, load.chain.at(-1)!);
    if (file === undefined) return 'unknown';
    const setting = readDotenv(project.files.text(file)!).environment.findLast((one) => one.kind === 'variable' && one.name === name);
    if (setting?.kind !== 'variable') continue;
    return setting.value === undefined || surrounding(project, boot, name, file) !== 'unset' ? 'unknown' : { value: setting.value, at: { file, start: setting.at.start, end: setting.at.end }, isDefault: true };
  }
  return around;
}

/** No name of a variable, and no text of a file: known only of an environment that may have any. */
const NO_NAME = '\0';

/** What the process starts with. @param except a file that the code reads by itself */
function surrounding(project: Project, { launch, root }: Boot, name: string, except?: Uri): Variable | 'unset' | 'unknown' {
  const given = launch?.variables.get(name);
  if (given !== undefined && given !== 'unknown') return given;
  const { files, projects } = project;
  const named = projects.find((one) => one.root === root)?.launchFiles ?? [];
  const others = named.filter((file) => file !== except && !PATTERN.test(basename(file)));
  return launch?.variables.get(NO_NAME) === 'unknown' || others.some((file) => mayName(files, file, name)) ? 'unknown' : 'unset';
}

/** Does something else than code and plain variables decide what is set up? */
export const isDecidedElsewhere = ({ launch }: Boot): boolean => launch !== undefined && CONFIGURED_ELSEWHERE.some((name) => launch.variables.get(name) !== 'unset' && launch.variables.get(name) !== 'unknown');
