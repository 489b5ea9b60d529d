// OTEL_* variables of a file that code reads without putting them into os.environ, where the exporter looks for them.
import { before, mayHave } from '../boot/boot';
import type { BootEvent, BootStep } from '../boot/events';
import { exportVariables } from '../fix/export-variables';
import { standardEndpoint } from '../knowledge/environment-files';
import { comesWithLaunch, keptFile, variablesIn } from './environment-files';
import type { Fix } from '../report';
import type { Uri } from '../text/span';
import { basename, dirname, isWithin } from '../text/uri';
import { missedVariables, type Exporter, type Missed, type TooLateFound } from './missed-variables';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Project } from './rule';

type Kept = Extract<BootEvent, { kind: 'environment-kept' }>;

interface Lost extends Missed {
  readonly file: Uri;
  /** The calls that read them. */
  readonly reads: readonly BootStep[];
}

/** Exporters that never see variables which the code has read from a file. */
export function keptValues(project: Project): TooLateFound[] {
  const groups = holdingEverywhere(project, ['exporter-created'], (occurrence) => lostFor(occurrence, project) !== undefined, ({ step }) => step.chain.at(-1)!);
  return groups.map((occurrences) => describe(occurrences, project));
}

function lostFor({ path, step }: Occurrence, { files }: Project): Lost | undefined {
  const earlier = before(path, step);
  if (mayHave(earlier, 'settings-named') || earlier.some(({ event }) => event.kind === 'environment-loaded') || !path.steps.some(({ event }) => event.kind === 'processor-added')) return undefined;
  const reads = path.steps.filter(({ event, chain }) => event.kind === 'environment-kept' && chain.length > 0);
  const sources = [...new Set(reads.map(({ event, chain }) => keptFile(files, (event as Kept).reader, chain.at(-1)!)))];
  const [file] = sources;
  if (file === undefined || sources.length > 1) return undefined;
  const named = new Set(reads.map(({ event }) => (event as Kept).name));
  const lost = missedVariables(step.event as Exporter, new Map([...variablesIn(files.text(file)!)].filter(([name]) => named.has(name))));
  return lost && !comesWithLaunch(files, file, lost.names) ? { ...lost, file, reads } : undefined;
}

function describe(occurrences: Occurrence[], project: Project): TooLateFound {
  const [first] = occurrences as [Occurrence];
  const { file, names, endpoint, reads } = lostFor(first, project)!;
  const { exporter } = first.step.event as Exporter;
  const at = first.step.chain.at(-1)!;
  const read = reads.find(({ event }) => names.includes((event as Kept).name))!;
  const lost = endpoint ? `spans go to ${standardEndpoint(exporter)}, and none arrives` : 'spans are sent without these headers';
  return {
    at,
    severity: endpoint ? 'error' : 'warning',
    boots: bootsOf(occurrences),
    related: [{ at: read.chain.at(-1)!, message: 'It is read here, and stays here.' }],
    message: {
      what: `${names.join(' and ')} ${names.length > 1 ? 'stand' : 'stands'} in ${basename(file)}, and ${names.length > 1 ? 'do' : 'does'} not reach the exporter that is made here.`,
      why: `decouple's config() reads the file and leaves os.environ as it is, where the exporter looks: ${lost}.`,
      todo: `Put ${names.length > 1 ? 'them' : 'it'} there before: ${names.map((name) => `\`os.environ.setdefault("${name}", config("${name}"))\``).join(' and ')}.`,
    },
    repair: (): Fix[] => {
      const edits = isWithin(at.file, dirname(file)) ? exportVariables(project.files, at, names) : undefined;
      return edits ? [{ title: `Put ${names.join(' and ')} into the environment first`, safety: 'review', edits }] : [];
    },
  };
}
