// Collects where an event happens over boots and paths, and keeps what holds in every execution.
import { inCommand, type Boot, type Path } from '../boot/boot';
import type { BootStep, EventKind, Frame } from '../boot/events';
import type { Project } from './rule';

/** One event in one execution of one boot. */
export interface Occurrence {
  readonly boot: Boot;
  readonly path: Path;
  readonly step: BootStep;
}

const keyOf = (frame: Frame): string => `${frame.file} ${frame.item} ${frame.statement}`;

/** Equal for frames on the same statement. */
export const sameStatement = (a: Frame, b: Frame): boolean => keyOf(a) === keyOf(b);

/**
 * The occurrences of `kinds` for which `holds` is true in every execution in which that statement is reached that way.
 * Grouped by `primary`, over all claimed boots: one group is one finding.
 */
export function holdingEverywhere(project: Project, kinds: readonly EventKind[], holds: (occurrence: Occurrence) => boolean, primary: (occurrence: Occurrence) => Frame): Occurrence[][] {
  const groups = new Map<string, Occurrence[]>();
  for (const boot of project.boots) {
    if (!boot.claimed) continue;
    for (const same of bySite(boot, kinds)) {
      if (!same.every(holds)) continue;
      const key = keyOf(primary(same[0]!));
      groups.set(key, [...(groups.get(key) ?? []), ...same]);
    }
  }
  return [...groups.values()];
}

/** What matters in a process that answers no requests: spans of its own. */
const WITHOUT_REQUESTS: readonly EventKind[] = ['provider-refused', 'processor-added', 'proxy-used'];

/**
 * A management command is judged by what it does itself: what comes before that is the same under runserver. One that serves
 * nothing has no spans of requests to lose.
 */
function stepsToJudge({ kind }: Boot, path: Path, kinds: readonly EventKind[]): readonly BootStep[] {
  if (kind !== 'command') return path.steps;
  const own = inCommand(path);
  return own.some(({ event }) => event.kind === 'serving') || kinds.every((one) => WITHOUT_REQUESTS.includes(one)) ? own : [];
}

/** An event in one execution, whatever the boot is called. */
type Place = Omit<Occurrence, 'boot'>;

/** By the kinds that were asked for. Paths are kept while nothing changes, and every rule asks again after each edit. */
const known = new WeakMap<Boot['paths'], Map<string, readonly (readonly Place[])[]>>();

function bySite(boot: Boot, kinds: readonly EventKind[]): Occurrence[][] {
  const sites = known.get(boot.paths) ?? new Map<string, readonly (readonly Place[])[]>();
  known.set(boot.paths, sites);
  const key = kinds.join();
  const found = sites.get(key) ?? sitesOf(boot, kinds);
  sites.set(key, found);
  return found.map((places) => places.map((place) => ({ boot, ...place })));
}

/** Sites where nothing is certain are left out: on some path the statement ran, and another instrument() had come before; or only one of several versions of a package comes there. */
function sitesOf(boot: Boot, kinds: readonly EventKind[]): Place[][] {
  const sites = new Map<string, Place[]>();
  const late = new Set<string>();
  for (const path of boot.paths) {
    const here = new Set<string>();
    for (const step of stepsToJudge(boot, path, kinds)) {
      const asked = kinds.includes(step.event.kind);
      if (step.chain.length === 0 || !(asked || step.event.kind === 'instrumented-again')) continue;
      const site = step.chain.map(keyOf).join(' < ');
      if (!asked && !here.has(site)) late.add(site);
      if (!asked) continue;
      here.add(site);
      sites.set(site, [...(sites.get(site) ?? []), { path, step }]);
    }
  }
  const worlds = worldsOf(boot.paths);
  const isInAll = (places: readonly Place[]) => places.some(({ path }) => path.world === undefined) || worldsOf(places.map(({ path }) => path)) === worlds;
  return [...sites].filter(([site, places]) => !late.has(site) && isInAll(places)).map(([, places]) => places);
}

const worldsOf = (paths: readonly Path[]): number => new Set(paths.flatMap(({ world }) => world ?? [])).size;

/** The boots of some occurrences, each once. */
export function bootsOf(occurrences: readonly Occurrence[]): Boot[] {
  return [...new Set(occurrences.map(({ boot }) => boot))];
}

/** Where two events part: the statements of the innermost body that both run in. */
export interface Divergence {
  /** The statement through which the first event is reached. */
  readonly a: Frame;
  /** That of the second one, where it stands in the same body. */
  readonly b?: Frame;
}

/**
 * The statements to reorder so that `a`'s event and `b`'s change places.
 * What a package's `__init__.py` does is mended there: nothing that imports from the package can come before it.
 */
export function divergence(a: BootStep, b?: BootStep): Divergence {
  const inPackage = a.chain.map(({ entered }) => entered).lastIndexOf('package');
  let i = 0;
  while (b && i < a.chain.length - 1 && i < b.chain.length - 1 && sameStatement(a.chain[i]!, b.chain[i]!)) i++;
  if (inPackage > i || (inPackage === i && a.chain[i]!.entered === 'package')) i = Math.max(i, inPackage);
  const first = a.chain[i]!;
  const second = b?.chain[i];
  const together = second && second.file === first.file && second.item === first.item && a.chain.slice(0, i).every((frame, n) => sameStatement(frame, b.chain[n]!));
  return together ? { a: first, b: second } : { a: first };
}
