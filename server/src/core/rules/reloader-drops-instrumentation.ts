// opentelemetry-instrument, in a version that Python processes which the program starts do not inherit, in front of a server that starts one.
import { mayHave } from '../boot/boot';
import type { Boot, Path } from '../boot/boot';
import type { BootStep } from '../boot/events';
import { addOptionForLaunch, takeForLaunch } from '../fix/launch/for-launch';
import { raiseRelease, raisingTo } from '../fix/raise-release';
import { INHERITED } from '../knowledge/auto-instrumentation';
import { RELOADING } from '../knowledge/runserver';
import type { ProjectLaunch } from '../project/launches';
import type { ReplaceEdit } from '../text/edits';
import type { Fix, Message } from '../report';
import type { Found, Project, Rule } from './rule';
import { byPlace } from './same-place';

interface Dropped extends Found {
  readonly reloader: boolean;
  /** It is a reloader of the server that starts the other process: `--reload` of uvicorn. */
  readonly reloads: boolean;
}

export const reloaderDropsInstrumentation: Rule<Dropped> = {
  id: 'reloader-drops-instrumentation',
  severity: 'error',
  summary: '`opentelemetry-instrument` below 0.63b0 starts a server that serves in a new process: nothing is instrumented there.',
  find: ({ boots }: Project) => byPlace(boots.filter(({ claimed, paths }) => claimed && paths.length > 0 && paths.every(isDropped)).map(describe)),
  say: ({ reloader, reloads }): Message => ({
    what: `\`opentelemetry-instrument\` instruments the first process only, and ${reloader ? 'the reloader' : 'the server'} starts another one that serves.`,
    why: `Before ${INHERITED.since} of \`${INHERITED.package}\` it takes itself off PYTHONPATH: runserver with its reloader, uvicorn with \`--workers\` or \`--reload\` and hypercorn gave 0 spans of 4, without a word.`,
    todo: `Install \`${INHERITED.package}\` ${INHERITED.since} or newer with the matching packages${reloader ? `, or start runserver with \`--${RELOADING.off}\`` : reloads ? `, or start it without \`--${RELOADING.on}\`` : ''}.`,
  }),
  fixes: (found, project) => [...raising(found, project), ...withoutReloader(found, project)],
};

/** All packages of the release at once. */
function raising({ boots }: Dropped, { files, dependencies }: Project): Fix[] {
  const edits = [...new Set(boots.map(({ root }) => root))].map((root) => raiseRelease(files, dependencies(root), INHERITED.since));
  return edits.every((one) => one !== undefined) ? [{ title: raisingTo(INHERITED.since), safety: 'review', edits: edits.flat() }] : [];
}

/** Where nothing but a reloader starts the other process. */
function withoutReloader({ boots, reloader }: Dropped, project: Project): Fix[] {
  const edits = boots.map(({ launch }) => launch && (reloader ? addOptionForLaunch(project, launch, RELOADING.off) : withoutReload(project, launch)));
  return edits.every((one) => one !== undefined) ? [{ title: 'Start it without the reloader', safety: 'review', edits: edits.flat() }] : [];
}

const reloadOptions = ({ options }: ProjectLaunch): ProjectLaunch['options'] => options.filter(({ name, value }) => name === RELOADING.on && value === true);

function withoutReload(project: Project, launch: ProjectLaunch): ReplaceEdit[] | undefined {
  const options = reloadOptions(launch);
  const edits = options.map(({ at }) => takeForLaunch(project, { ...at, file: at.file ?? launch.file }));
  return edits.length > 0 && edits.every((one) => one !== undefined) ? edits.flat() : undefined;
}

/** Instrumented by a launch before the last process is started, and not in that, which builds the application. */
function isDropped({ steps }: Path): boolean {
  const spawned = steps.findLastIndex(({ event }) => event.kind === 'spawned');
  const served = steps.slice(spawned + 1);
  return spawned >= 0 && steps.slice(0, spawned).some(isWrapped) && served.some(({ event }) => event.kind === 'application-built') && !served.some(({ event }) => event.kind === 'instrumented' || event.kind === 'application-wrapped') && !mayHave(served, 'instrumented');
}

const isWrapped = ({ event, place }: BootStep): boolean => event.kind === 'instrumented' && place !== undefined;

function describe(boot: Boot): Dropped {
  const { place } = boot.paths[0]!.steps.find(isWrapped)!;
  const reloader = boot.kind === 'manage';
  return { at: place!, severity: reloader ? 'warning' : 'error', boots: [boot], related: [], reloader, reloads: boot.launch !== undefined && reloadOptions(boot.launch).length > 0 };
}
