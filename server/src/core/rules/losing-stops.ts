// How the server of an application ends, where the spans that wait are lost then.
import type { Boot } from '../boot/boot';
import { flag, lastOption } from '../boot/boots/options';
import { isAtLeast } from '../dependencies/versions';
import { LOSING_STOPS, UNIT_STOPS, type Stop } from '../knowledge/stops';
import type { ProjectLaunch } from '../project/launches';
import type { Files } from '../project/view';
import { isAutoInstrumented } from './launch-kinds';
import type { Occurrence } from './occurrences';
import type { Project } from './rule';
import { hasUnknownLaunches } from './unknown-launches';

/** Launches that people make while they work on it are stopped at any time. */
const ASIDE = /^(test|editor|task)$/;

/** @param occurrence of `application-built`. Without a launch the packages that are installed say that uvicorn serves it. */
export function losingStop(project: Project, { boot, step }: Occurrence): Stop | undefined {
  const { launch, root } = boot;
  const isAsgi = step.event.kind === 'application-built' && step.event.interface === 'asgi';
  const stop = LOSING_STOPS[launch ? launch.server : 'uvicorn'];
  if (!stop || (stop.lifespan && !isAsgi) || !(launch ? loses(project, boot, launch, stop) : isAlone(project, root, stop))) return undefined;
  const found = stop.since && project.dependencies(root).find(stop.since.package);
  const isNamed = launch !== undefined || (found !== undefined && found.named.length > 0);
  return isNamed && (!found || isAtLeast(found.versions, stop.since!.version) !== 'no') ? stop : undefined;
}

/** No launch says that another server is used. */
const isAlone = (project: Project, root: string, stop: Stop): boolean => !hasUnknownLaunches(project, root) && !project.launches.some((one) => one.root === root && one.entry?.application?.interface === 'asgi' && LOSING_STOPS[one.server] !== stop);

function loses({ files }: Project, boot: Boot, launch: ProjectLaunch, stop: Stop): boolean {
  if (ASIDE.test(launch.kind) || flag(launch, ['reload']) === 'yes' || (stop.underWrapper && !isAutoInstrumented(launch))) return false;
  return hasOption(files, boot, launch, stop) && (!stop.wholeGroup || (launch.kind === 'systemd' && endsAllAtOnce(files.text(launch.file) ?? '', launch, stop.wholeGroup)));
}

/** On the command line, or else as a text in the configuration. */
function hasOption(files: Files, { entry }: Boot, launch: ProjectLaunch, { option }: Stop): boolean {
  if (!option) return true;
  const written = (files.facts(entry)?.module.body ?? []).flatMap((one) => (one.kind === 'assign' && one.targets.some((target) => target.kind === 'name' && target.id === option.variable) && one.value.kind === 'literal' ? [one.value.value] : []));
  const value = lastOption(launch, option.name)?.value ?? written.at(-1);
  return typeof value === 'string' && option.value.test(value);
}

function endsAllAtOnce(unit: string, launch: ProjectLaunch, { endsWith, orFlag }: NonNullable<Stop['wholeGroup']>): boolean {
  return !UNIT_STOPS.mode.test(unit) && (endsWith.test(unit) || (!UNIT_STOPS.signal.test(unit) && flag(launch, [orFlag]) === 'yes'));
}
