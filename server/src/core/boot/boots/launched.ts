// How a launch starts the project: which model of a server, with which of its options.
import { DISABLED, DJANGO_SWITCH, INHERITED, PATH_VARIABLE, leavesDjangoOut } from '../../knowledge/auto-instrumentation';
import { MULTI_STARTS } from '../../knowledge/celery';
import { AUTOMATIC_CONFIGURATION } from '../../knowledge/gunicorn';
import { PACKAGES } from '../../knowledge/opentelemetry-packages';
import { RELOADERS } from '../../knowledge/runserver';
import { PROCESSES } from '../../knowledge/processes';
import { PATH_OPTIONS } from '../../knowledge/servers';
import { agentOf } from '../../knowledge/wrappers';
import type { Dependencies } from '../../dependencies/dependencies';
import { hasDistro } from '../../dependencies/opentelemetry';
import { isAtLeast } from '../../dependencies/versions';
import type { Environment } from '../../launch/started/types';
import type { DjangoProject } from '../../project/django-projects';
import type { ProjectLaunch } from '../../project/launches';
import type { Files } from '../../project/view';
import { basename, isWithin, join } from '../../text/uri';
import type { Uri } from '../../text/span';
import type { Tri } from '../boot';
import { SETTINGS_VARIABLE } from '../environment';
import type { Machine } from '../machine';
import type { Served } from './application';
import type { AutoInstrumentation } from './auto-instrumentation';
import { startCelery, type CeleryOptions } from './celery';
import { startCommand } from './command';
import { startGunicorn } from './gunicorn';
import { gunicornOptions, type GunicornLaunch } from './gunicorn-options';
import { any, flag, given, isAbove, lateOf } from './options';
import { startRunserver } from './runserver';
import { startScript } from './script';
import { startServer, type ServerOptions } from './server';
import { startUwsgi } from './uwsgi';
import { uwsgiOptions } from './uwsgi-options';

/** What a launch starts. */
export interface Model {
  readonly run: (m: Machine) => void;
  /** What its options decide; undefined: they may decide anything. */
  readonly decided?: unknown;
}

const model = <T>(start: (m: Machine, decided: T) => void, decided: T): Model => ({ run: (m) => start(m, decided), decided });

/**
 * The model of what a launch starts; undefined where there is none for it.
 * The machine has the environment of the launch, and `autoInstrumentationOf` as its wrapper, before it runs.
 * @param python the version of Python that it runs on
 */
export function modelOf(launch: ProjectLaunch, project: DjangoProject, { python }: Pick<Dependencies, 'python'>): Model | undefined {
  const { server } = launch;
  const application = servedBy(launch);
  if (server === 'gunicorn') return { run: (m) => startGunicorn(m, gunicornOptions({ ...launch, ...checkedOut(launch), hasAutomatic: hasAutomatic(m.project.files, project) }, application, lateOf(launch, SETTINGS_VARIABLE), (file) => stateIn(m, project, file))) };
  if (server === 'uwsgi') return model(startUwsgi, uwsgiOptions(launch, application));
  if (PROCESSES[server]) return model(startServer, serverOptions(launch, application, isAtLeast(python, '3.14.dev0')));
  if (server.startsWith('celery')) return celeryModel(launch, application);
  if (launch.target?.kind === 'management') return managed(launch, project);
  const script = launch.entry?.kind === 'script' ? launch.entry.file : undefined;
  return script === undefined ? undefined : model(startScript, script);
}

/** uWSGI's `wsgi-file` and mod_wsgi's scripts are run by their path. */
function servedBy({ entry, target }: ProjectLaunch): Served | undefined {
  return entry?.application && { ...entry.application, byPath: target?.kind === 'file' };
}

/** A working folder on a machine from which the server imports the application: a checkout of the folder in which that is. */
function checkedOut({ folder, cwd, options, entry, variables }: ProjectLaunch): Pick<GunicornLaunch, 'checkedOut'> {
  const root = entry?.application?.importRoot;
  const moved = options.some(({ name }) => PATH_OPTIONS.includes(name)) || typeof variables.get(PATH_VARIABLE) === 'object';
  return folder || !root || !cwd?.startsWith('/') || moved ? {} : { checkedOut: { folder: root, cwd: cwd.replace(/\/+$/, '') } };
}

/** Is a configuration of the automatic name anywhere in the repository? */
export function hasAutomatic({ snapshot }: Files, { folder }: DjangoProject): boolean {
  return snapshot.named.some((file) => isWithin(file, folder) && basename(file) === AUTOMATIC_CONFIGURATION);
}

/** Nothing outside the repository is asked for. */
function stateIn(m: Machine, { folder }: DjangoProject, file: Uri): ReturnType<Machine['project']['files']['state']> {
  return isWithin(file, folder) ? m.project.files.state(file) : 'unreadable';
}

function celeryModel(launch: ProjectLaunch, application: Served | undefined): Model | undefined {
  const { server, args } = launch;
  const is = (name: string): boolean => flag(launch, [name]) === 'yes';
  if (server === 'celery beat') return model(startCelery, { program: 'beat', application, detached: is('detach') } as const);
  const worker: CeleryOptions = { program: 'worker', application, ...poolOf(launch), beat: is('beat'), detached: is('detach') };
  if (server === 'celery worker') return model(startCelery, worker);
  return server === 'celery multi' && MULTI_STARTS.includes(args[0]?.text ?? '') ? model(startCelery, { ...worker, detached: true }) : undefined;
}

function poolOf(launch: ProjectLaunch): { pool?: { name: string | undefined } } {
  const pool = given(launch, 'pool');
  return pool ? { pool: { name: pool.value } } : {};
}

/** @param newest Python is 3.14 or newer */
function serverOptions(launch: ProjectLaunch, application: Served | undefined, newest: Tri): ServerOptions {
  const { others, made, firstLoadsWith, filesIn } = PROCESSES[launch.server]!;
  const late = lateOf(launch, SETTINGS_VARIABLE);
  return {
    application, lateIn: filesIn, ...(late && { late }),
    others: typeof others === 'string' ? (others === 'always' ? 'yes' : 'no') : any(flag(launch, others.flags), others.option ? isAbove(launch, others.option, others.above, others.standard) : 'no'),
    forked: made === 'spawned' ? 'no' : newest === 'unknown' ? 'unknown' : newest === 'yes' ? 'no' : 'yes',
    firstLoads: firstLoadsWith ? flag(launch, [firstLoadsWith]) : 'no',
  };
}

/** A management command: one that serves, or any other. */
function managed(launch: ProjectLaunch, project: DjangoProject): Model | undefined {
  const { target, entry } = launch;
  if (target?.kind !== 'management' || target.command === undefined || !entry) return undefined;
  const own = project.commands.find((file) => basename(file) === `${target.command}.py`);
  const settings = given(launch, 'settings');
  const common = { manage: target.script === undefined ? undefined : entry.file, own, ...(settings && { settings }) };
  const reloader = RELOADERS[target.command];
  if (!reloader) return model(startCommand, common);
  const reloads = flag(launch, ['noreload']);
  return model(startRunserver, { ...common, reloader, reloads: reloads === 'unknown' ? reloads : reloads === 'yes' ? 'no' : 'yes', asgi: !reloader.asgi ? 'no' : flag(launch, ['noasgi']) === 'yes' ? 'no' : 'unknown' });
}

/** `opentelemetry-instrument` in front of a launch, or the operator of Kubernetes; undefined without one. */
export function autoInstrumentationOf(launch: ProjectLaunch, { find }: Pick<Dependencies, 'find'>): AutoInstrumentation | undefined {
  const wrapper = launch.wrappers.find(({ name }) => agentOf(name) === 'opentelemetry');
  const at = wrapper?.at ?? launch.injected;
  if (!at) return undefined;
  const inherited = [INHERITED.package, ...INHERITED.pinnedBy].map((name) => isAtLeast(find(name).versions, INHERITED.since));
  return {
    at: { ...at, file: at.file ?? launch.file },
    provides: 'yes',
    instruments: leavesOutDjango(find) ? 'unknown' : instrumentsDjango(launch.variables),
    inherited: inherited.includes('no') ? 'no' : inherited[0]!,
    ...rootsOf(launch),
  };
}

/**
 * What `initialize()` does in code of the project; undefined where it is not known what is installed, or what the environment leaves out.
 * @param launch undefined: no launch file says how it is started
 */
export function initializationOf(launch: ProjectLaunch | undefined, dependencies: Dependencies): AutoInstrumentation | undefined {
  const isThere = hasDistro(dependencies) === 'yes' && dependencies.find(PACKAGES.django).installed === 'yes';
  const instruments = launch ? instrumentsDjango(launch.variables) : 'yes';
  return isThere && instruments !== 'unknown' ? { provides: 'yes', instruments, inherited: 'no' } : undefined;
}

/** Lists that name what the package for Django depends on, and not that package. */
function leavesOutDjango(find: Dependencies['find']): boolean {
  return find(PACKAGES.django).named.length === 0 && find(PACKAGES.wsgi).named.length > 0;
}

function instrumentsDjango(variables: Environment): Tri {
  const disabled = variables.get(DISABLED.variable);
  const django = variables.get(DJANGO_SWITCH.variable);
  if (typeof disabled === 'object' && disabled.value !== undefined && leavesDjangoOut(disabled.value)) return 'no';
  if (typeof django === 'object' && django.value === DJANGO_SWITCH.off) return 'no';
  return [disabled, django].some((one) => one === 'unknown' || (typeof one === 'object' && one.value === undefined)) ? 'unknown' : 'yes';
}

/** The folder in which it starts, unless Kubernetes injects it, and PYTHONPATH, which Python reads where it is itself. */
function rootsOf({ folder, wrapperFolder, variables, injected, wrappers }: ProjectLaunch): Pick<AutoInstrumentation, 'importRoots'> {
  const path = variables.get(PATH_VARIABLE);
  if (!folder || !wrapperFolder || path === 'unknown' || (typeof path === 'object' && (path.value === undefined || /\$|^\/|:\//.test(path.value)))) return {};
  const named = typeof path === 'object' ? path.value!.split(':').filter(Boolean).map((each) => join(folder, each)) : [];
  return { importRoots: [...(injected && wrappers.length === 0 ? [] : [wrapperFolder]), ...named] };
}
