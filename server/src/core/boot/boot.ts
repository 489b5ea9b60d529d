// A boot: one way to start the project, replayed along every path, and the questions that rules ask about it.
import type { BootStep, EventKind, Possible } from './events';
import type { ProjectLaunch } from '../project/launches';
import type { Uri } from '../text/span';

export type Tri = 'yes' | 'no' | 'unknown';

/** One execution of a boot, from the first statement to the last, over all its processes in order. */
export interface Path {
  readonly steps: readonly BootStep[];
  /** What it took for granted that no file tells and that is so in every execution, or in none: paths of one world only may never be run. Undefined where nothing asked. */
  readonly world?: string;
}

export interface Boot {
  /** Such as `gunicorn:backend/gunicorn.conf.py`, or `gunicorn:Procfile (web)` for a launch; paths are relative to the workspace folder. */
  readonly name: string;
  readonly kind: 'wsgi' | 'asgi' | 'manage' | 'gunicorn' | 'uwsgi' | 'celery' | 'script' | 'command' | 'pytest';
  readonly entry: Uri;
  /** False for an application module whose server is known and is a boot of its own: nothing is reported for it, but fixes must not harm it. */
  readonly claimed: boolean;
  /** The root of the Django project that this boot starts. */
  readonly root: Uri;
  /** Empty when the replay ran out of its budget: nothing is claimed then. */
  readonly paths: readonly Path[];
  /** Variables that any path asks for, `**` for one with a computed name. */
  readonly asked: ReadonlySet<string>;
  /** Settings modules of the project, best first. */
  readonly settingsModules: readonly string[];
  /** The application module that the server loads, where it is known and not the entry itself. */
  readonly application?: Uri;
  /** The launch that it stands for; undefined: no launch file says how this entrypoint is started. */
  readonly launch?: ProjectLaunch;
  /** What the launch is called in its file; with a number where another one there has that name. */
  readonly where?: string;
  /** Of Celery's beat: what a worker would do in its place. */
  readonly asWorker?: readonly Path[];
}

/** What must be certain before something is said about an event: could unread code among `steps` have done it? */
export function mayHave(steps: readonly BootStep[], kind: Possible): boolean {
  return steps.some(({ event }) => event.kind === 'unknown' && event.may.includes(kind));
}

/** What takes back what happened before. */
const UNDOING: { readonly [kind in Possible]?: EventKind } = { 'settings-named': 'settings-unnamed' };

/** Did `kind` happen among `steps`, and does it still hold? Unknown where code that is not read may have done it. */
export function happened(all: readonly BootStep[], kind: EventKind & Possible): Tri {
  const steps = all.slice(all.findLastIndex(({ event }) => event.kind === UNDOING[kind]) + 1);
  if (steps.some(({ event }) => event.kind === kind)) return 'yes';
  return mayHave(steps, kind) ? 'unknown' : 'no';
}

const isSpawning = ({ event }: BootStep): boolean => event.kind === 'spawned';

/** The steps of `path` before `step`, as far back as its process knows of them: one that was started anew begins with nothing. */
export function before(path: Path, step: BootStep): readonly BootStep[] {
  const earlier = path.steps.slice(0, path.steps.indexOf(step));
  return earlier.slice(earlier.findLastIndex(isSpawning) + 1);
}

/** The steps of `path` after `step` in its process and those that it forks. */
export function after(path: Path, step: BootStep): readonly BootStep[] {
  const later = path.steps.slice(path.steps.indexOf(step) + 1);
  const spawned = later.findIndex(isSpawning);
  return spawned < 0 ? later : later.slice(0, spawned);
}

/** The steps of the processes that serve: those that started others anew are left out. */
export function sinceSpawn({ steps }: Path): readonly BootStep[] {
  return steps.slice(steps.findLastIndex(isSpawning) + 1);
}

/** The steps until a process is ready for its first request: what the rules about start-up look at. */
export function startUp(path: Path): readonly BootStep[] {
  const ready = path.steps.findIndex(({ event }) => event.kind === 'serving');
  return ready < 0 ? path.steps : path.steps.slice(0, ready);
}

/** Is the application built in this process? */
export function applicationIn(path: Path, process: string): boolean {
  return path.steps.some((step) => step.process === process && step.event.kind === 'application-built');
}

/** The steps of a management command itself, behind what every command of manage.py begins with. */
export function inCommand({ steps }: Path): readonly BootStep[] {
  const ran = steps.findIndex(({ event }) => event.kind === 'command-ran');
  return ran < 0 ? [] : steps.slice(ran + 1);
}
