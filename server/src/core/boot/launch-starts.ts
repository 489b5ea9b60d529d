// How launch files start a project: the model of the server, with the environment that the launch gives it.
import type { Dependencies } from '../dependencies/dependencies';
import { AGENTS, PROVIDER_VARIABLES } from '../knowledge/provider';
import { PROCESSES } from '../knowledge/processes';
import { RELOADERS } from '../knowledge/runserver';
import { agentOf } from '../knowledge/wrappers';
import type { Environment } from '../launch/started/types';
import { reachesTracing } from '../project/commands';
import type { DjangoProject } from '../project/django-projects';
import type { ProjectLaunch } from '../project/launches';
import { ProjectView, type Files } from '../project/view';
import { basename, isWithin, relative } from '../text/uri';
import { launchName } from '../report';
import type { Uri } from '../text/span';
import type { AutoInstrumentation } from './boots/auto-instrumentation';
import { gunicornOptions } from './boots/gunicorn-options';
import { autoInstrumentationOf, hasAutomatic, modelOf, type Model } from './boots/launched';
import { setEnvironment, SETTINGS_VARIABLE } from './environment';
import type { Machine } from './machine';
import { nameSettings, type Start } from './start';
import { literal } from './value';

/** What a start may ask. */
export interface Surroundings {
  readonly files: Files;
  readonly projects: readonly DjangoProject[];
  readonly dependencies: (root: Uri) => Dependencies;
}

/** @returns undefined for a launch that starts nothing that a boot is for, such as `manage.py migrate` */
export function launchStart(launch: ProjectLaunch, { files, projects, dependencies }: Surroundings): Start | undefined {
  const project = projects.find(({ root }) => root === launch.root)!;
  const installed = dependencies(launch.root);
  const subject = subjectOf(launch, project, files);
  const model = subject && modelOf(launch, project, installed);
  if (!model) return undefined;
  const wrapper = autoInstrumentationOf(launch, installed);
  return { ...subject, ...named(launch, subject.kind, project), project, claimed: true, launch, begin: (m) => begin(m, launch, wrapper), run: model.run, key: keyOf(launch, model, wrapper), variables: valuesOf(launch.variables), application: () => launch.entry?.application?.file };
}

/** An image without a name is called like its file. */
function named({ file, where }: ProjectLaunch, kind: string, { folder }: DjangoProject): Pick<Start, 'name' | 'where'> {
  const path = relative(file, folder);
  const own = where === path ? '' : where;
  return { name: launchName(kind, path, own), where: own };
}

/** What a boot of the launch is called, and the file that it is about. */
function subjectOf(launch: ProjectLaunch, project: DjangoProject, files: Files): Pick<Start, 'kind' | 'entry'> | undefined {
  const { server, entry, target } = launch;
  if (server === 'gunicorn') {
    const { configuration } = gunicornOptions({ ...launch, hasAutomatic: hasAutomatic(files, project) }, undefined, undefined, (file) => (isWithin(file, project.folder) ? files.state(file) : 'unreadable'));
    const main = typeof configuration === 'object' ? fileOf(configuration, project, files) ?? entry?.file : entry?.file;
    return main === undefined ? undefined : { kind: 'gunicorn', entry: main };
  }
  if (!entry) return undefined;
  if (server === 'uwsgi') return { kind: 'uwsgi', entry: entry.file };
  if (server.startsWith('celery')) return { kind: 'celery', entry: entry.file };
  if (PROCESSES[server]) return entry.application && { kind: entry.application.interface, entry: entry.file };
  if (target?.kind === 'management') return commandOf(target.command, entry.file, project);
  return entry.kind === 'script' && reachesTracing(new ProjectView(files, project, project.settingsModules), entry.file) ? { kind: 'script', entry: entry.file } : undefined;
}

function fileOf(configuration: { readonly file: Uri } | { readonly module: string }, project: DjangoProject, files: Files): Uri | undefined {
  if ('file' in configuration) return configuration.file;
  const found = new ProjectView(files, project, []).resolve(configuration.module);
  return typeof found === 'object' ? found.file : undefined;
}

/** A command that serves, or one of the project that does something about tracing. */
function commandOf(command: string | undefined, manage: Uri, project: DjangoProject): Pick<Start, 'kind' | 'entry'> | undefined {
  if (command !== undefined && RELOADERS[command]) return { kind: 'manage', entry: manage };
  const own = project.commands.find((file) => basename(file) === `${command}.py`);
  return own === undefined ? undefined : { kind: 'command', entry: own };
}

/** The environment of the process, and what is put in front of it. */
function begin(m: Machine, { variables, wrappers }: ProjectLaunch, wrapper: AutoInstrumentation | undefined): void {
  for (const [name, value] of valuesOf(variables)) if (name !== SETTINGS_VARIABLE) m.environment.set(name, literal(value!));
  for (const name of mayBeReloaded(variables)) m.environment.delete(name);
  const named = variables.get(SETTINGS_VARIABLE);
  if (typeof named === 'object') m.place = named.at;
  if (named === 'unknown') nameSettings(m, undefined);
  // For Django an empty value is none, and yet `setdefault` leaves it.
  else if (named !== 'unset' && named.value === '') setEnvironment(m, literal(SETTINGS_VARIABLE), literal(''), 'server');
  else if (named !== 'unset') nameSettings(m, named.value);
  m.place = undefined;
  const provides = providesItself(variables) || wrappers.some(({ name }) => agentOf(name) === 'other' || AGENTS.test(name));
  if (provides) m.unknownEffect('the environment', ['provider-installed']);
  // Where something of it is not known it may do all of it, or nothing.
  if (wrapper && [wrapper.provides, wrapper.instruments].includes('unknown')) m.unknownEffect('auto-instrumentation', ['instrumented', 'provider-installed']);
  else if (wrapper) m.wrapper = wrapper;
}

/** Everything of a launch that decides its replay besides its variables, and the places that its steps have. */
function keyOf({ server, options, open, late, variables, entry, folder, configurations }: ProjectLaunch, { decided }: Model, wrapper: AutoInstrumentation | undefined): string {
  const named = variables.get(SETTINGS_VARIABLE);
  const own = decided ?? [options.map(({ name, value }) => [name, value]), open, late, configurations];
  return JSON.stringify([server, own, typeof named === 'string' ? named : [named.value, named.at], providesItself(variables), mayBeReloaded(variables), entry?.file, folder, wrapper]);
}

/** Variables of reloaders that something may set by hand. */
const mayBeReloaded = (variables: Environment): string[] => Object.values(RELOADERS).flatMap(({ variable }) => (isUnknown(variables.get(variable)) ? [variable] : []));

const isUnknown = (variable: ReturnType<Environment['get']>): boolean => variable === 'unknown' || (typeof variable === 'object' && variable.value === undefined);

/** Variables that make OpenTelemetry, or an agent, set a provider. */
const providesItself = (variables: Environment): boolean => variables.names().some((name) => PROVIDER_VARIABLES.test(name) || AGENTS.test(name));

function valuesOf(variables: Environment): ReadonlyMap<string, string | undefined> {
  return new Map(variables.names().flatMap((name) => {
    const variable = variables.get(name);
    return typeof variable === 'object' && variable.value !== undefined ? [[name, variable.value] as const] : [];
  }));
}
