// Set-ups that ask for the variable which only the reloader of runserver gives to its child, and the server that they leave out by that.
import { mayHave, sinceSpawn, type Boot } from '../boot/boot';
import type { BootStep } from '../boot/events';
import { RELOADER } from '../knowledge/runserver';
import type { Project } from './rule';

export interface ReloaderGuard {
  /** The one that is left out. */
  readonly boot: Boot;
  /** What instruments Django in the other one. */
  readonly step: BootStep;
  /** The set-up `waits` for the variable, and the server has none; or it `skips` the child of the reloader. */
  readonly how: 'waits' | 'skips';
}

/** Launches that people make while they work on it prove nothing about what is served. */
const ASIDE = /^(test|editor)$/;

const INSTRUMENTS = /^(instrumented|application-wrapped|middleware-listed)$/;

/**
 * The runserver that a person starts stands for every environment, so that what it does on every path, and a server without the reloader on
 * none (or the other way round), hangs on the variable, which both have asked for.
 */
export function reloaderGuards(project: Project): ReloaderGuard[] {
  const asking = project.boots.filter(({ asked, claimed, paths, launch }) => claimed && asked.has(RELOADER.variable) && paths.length > 0 && !ASIDE.test(launch?.kind ?? ''));
  return asking.filter(({ kind, launch }) => kind === 'manage' && !launch).flatMap((runserver): ReloaderGuard[] => {
    const others = asking.filter((boot) => boot !== runserver && boot.root === runserver.root && !boot.paths.some(startsAnew));
    const step = setUpIn(project, runserver);
    if (step) return others.filter((boot) => isUntraced(boot) && boot.launch?.variables.get(RELOADER.variable) === 'unset').map((boot) => ({ boot, step, how: 'waits' }));
    return !isUntraced(runserver) || runserver.paths.some(({ steps }) => steps.some(isInstrumented)) ? [] : others.flatMap((boot) => setUpIn(project, boot) ?? []).slice(0, 1).map((other) => ({ boot: runserver, step: other, how: 'skips' }));
  });
}

const startsAnew = ({ steps }: Boot['paths'][number]): boolean => steps.some(({ event }) => event.kind === 'spawned');

const isInstrumented = ({ event, chain }: BootStep): boolean => event.kind === 'instrumented' && chain.length > 0;

/** It answers requests, and nothing instruments Django in that process. */
function isUntraced({ paths }: Boot): boolean {
  return paths.map(sinceSpawn).every((steps) => steps.some(({ event }) => event.kind === 'application-built') && steps.some(({ event }) => event.kind === 'serving') && !steps.some(({ event }) => INSTRUMENTS.test(event.kind)) && !mayHave(steps, 'instrumented'));
}

/** What instruments Django on every path, in the process that serves alone, from a file that names the variable. */
function setUpIn({ files }: Project, { paths }: Boot): BootStep | undefined {
  const found = paths.map((path) => {
    const own = sinceSpawn(path);
    return path.steps.filter(isInstrumented).length === own.filter(isInstrumented).length ? own.find(isInstrumented) : undefined;
  });
  return found.every((step) => step?.chain.some(({ file }) => files.text(file)?.includes(RELOADER.variable))) ? found[0] : undefined;
}
