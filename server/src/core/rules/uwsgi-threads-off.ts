// uWSGI below 2.0.27 without enable-threads: the thread that exports spans runs only while a request does.
import { isAtLeast } from '../dependencies/versions';
import type { BootEvent } from '../boot/events';
import { flag, isAbove } from '../boot/boots/options';
import { addOptionForLaunch } from '../fix/launch/for-launch';
import { THREADS } from '../knowledge/uwsgi';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import type { Found, Project, Rule } from './rule';

interface Off extends Found {
  readonly launch: ProjectLaunch;
}

export const uwsgiThreadsOff: Rule<Off> = {
  id: 'uwsgi-threads-off',
  severity: 'warning',
  summary: 'uWSGI below 2.0.27 runs without threads, so that spans leave late or never.',
  find: (project) => project.boots.flatMap(({ launch, ...boot }): Off[] => {
    if (launch?.server !== 'uwsgi' || !isOff(launch, project) || boot.paths.length === 0 || !boot.paths.every(({ steps }) => steps.some(({ event }) => exportsLater(event)))) return [];
    return [{ at: launch.serverAt, severity: 'warning', boots: project.boots.filter((one) => one.launch === launch), related: [], launch }];
  }),
  say: (): Message => ({
    what: 'uWSGI runs without threads, and a thread exports the spans.',
    why: `Before ${THREADS.alwaysSince} Python's threads stand still between requests: 0 spans of 4 arrived while uWSGI was running, and the rest at its end, or never.`,
    todo: `Set \`${THREADS.option}\`, or install uWSGI ${THREADS.alwaysSince} or newer, where threads are always on.`,
  }),
  fixes,
};

/** A processor that exports in the request itself needs no thread. */
function exportsLater(event: BootEvent): boolean {
  return event.kind === 'processor-added' ? event.processor?.includes('.SimpleSpanProcessor(') !== true : event.kind === 'provider-installed' && !event.bare;
}

function isOff(launch: ProjectLaunch, { dependencies }: Project): boolean {
  const { installed, versions } = dependencies(launch.root).find(THREADS.package);
  return installed !== 'no' && isAtLeast(versions, THREADS.alwaysSince) === 'no' && flag(launch, [THREADS.option]) === 'no' && isAbove(launch, THREADS.several, 1, 1) === 'no';
}

function fixes({ launch }: Off, project: Project): Fix[] {
  const edits = addOptionForLaunch(project, launch, THREADS.option);
  return edits ? [{ title: `Set ${THREADS.option}`, safety: 'safe', edits }] : [];
}
