// How entrypoints are started where no launch file says it: manage.py by a person, an application module by a server that is not known.
import { MASTER_VARIABLE } from '../knowledge/gunicorn';
import { RUNSERVER } from '../knowledge/commands';
import { RELOADER } from '../knowledge/runserver';
import type { ApplicationModule, DjangoProject } from '../project/django-projects';
import type { TestRun } from '../project/tests';
import { basename, dirname, isWithin } from '../text/uri';
import type { Uri } from '../text/span';
import { inCommand, type Boot } from './boot';
import { loadApplication } from './boots/application';
import { startCelery } from './boots/celery';
import { startCommand } from './boots/command';
import { servedApplication } from './boots/configured-application';
import { startGunicorn } from './boots/gunicorn';
import { startPytest } from './boots/pytest';
import { startRunserver } from './boots/runserver';
import { PREFORK, startUwsgi } from './boots/uwsgi';
import { startScript } from './boots/script';
import type { Machine } from './machine';
import { serve } from './requests';
import { closedWorld, nameSettings, type Start } from './start';
import { literal } from './value';

const byPerson = (entry: Uri, project: DjangoProject) => ({ entry, project, claimed: true, ...closedWorld(project) }) as const;

export function manageStart(entry: Uri, project: DjangoProject): Start {
  return { ...byPerson(entry, project), kind: 'manage', run: (m) => startRunserver(m, { manage: entry, own: project.commands.find(isRunserver), reloader: RELOADER, reloads: 'yes', asgi: 'unknown' }) };
}

export const isRunserver = (command: Uri): boolean => basename(command) === `${RUNSERVER}.py`;

export function commandStart(manage: Uri, command: Uri, project: DjangoProject): Start {
  const start = byPerson(command, project);
  return { ...start, kind: 'command', key: start.key + manage, run: (m) => startCommand(m, { manage, own: command }) };
}

/** Most commands do nothing that matters here beyond what runserver does as well. */
export function doesSomething({ paths }: Boot): boolean {
  return paths.some((path) => inCommand(path).some(({ event }) => event.kind !== 'unknown' && event.kind !== 'models-too-early'));
}

/** An application that registers a function for uWSGI's fork is a boot of uWSGI too, unless a launch file may say that it is never called. */
export function withUwsgi(boot: Boot, application: ApplicationModule, project: DjangoProject, keep: (start: Start) => Boot): Boot[] {
  const registers = boot.paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'hook-registered' && event.hook === 'postfork'));
  if (!registers || !boot.claimed || project.lazyIn.length > 0) return [boot];
  const run = (m: Machine) => startUwsgi(m, { ...PREFORK, applications: [application], forkHooks: project.forkHooksIn.length > 0 ? 'unknown' : 'no' });
  return [boot, keep({ ...byPerson(application.file, project), kind: 'uwsgi', run, application: () => application.file })];
}

export function celeryStart(application: ApplicationModule, project: DjangoProject): Start {
  return { ...byPerson(application.file, project), kind: 'celery', run: (m) => startCelery(m, { program: 'worker', application }) };
}

/** Launch files say nothing of tests: what their own configuration does not name may be named anywhere. */
export function testStart({ conftest, settings }: TestRun, project: DjangoProject): Start {
  const begin = (m: Machine) => {
    m.place = settings?.at;
    nameSettings(m, settings?.module);
    m.place = undefined;
  };
  return { kind: 'pytest', entry: conftest, project, claimed: true, begin, run: (m) => startPytest(m, conftest), key: JSON.stringify(settings ?? '') };
}

/** A configured entrypoint: Python puts its folder on the path and runs it. */
export function scriptStart(entry: Uri, project: DjangoProject): Start {
  const importRoots = [...new Set([dirname(entry), ...project.importRoots])];
  return { ...byPerson(entry, { ...project, importRoots }), kind: 'script', run: (m) => startScript(m, entry) };
}

/**
 * @param mayName a gunicorn configuration that serves something else, as far as it shows, names the settings module: the command line decides
 * @param other false where a server is known that serves the application: that is a boot of its own, and this one stands for every other server
 */
export function applicationStart(application: ApplicationModule, project: DjangoProject, mayName: boolean, claimed: boolean): Start {
  const run = (m: Machine) => {
    if (!claimed) m.environment.set(MASTER_VARIABLE.name, literal(''));
    loadApplication(m, application);
    // It may run, or never.
    if (m.registered.length > 0) m.unknownEffect('a function for a fork', ['instrumented', 'provider-installed', 'processor-added']);
    serve(m);
  };
  return { kind: application.interface, entry: application.file, project, claimed, run, ...closedWorld(project, mayName) };
}

/** A configuration above several Django projects may start any of them: it sees the modules and settings of all. */
export function startedBy(entry: Uri, project: DjangoProject, projects: readonly DjangoProject[]): DjangoProject {
  const below = projects.filter(({ root }) => isWithin(root, dirname(entry)) && root !== dirname(entry));
  if (isWithin(entry, project.root) || below.length < 2) return project;
  const union = (pick: (project: DjangoProject) => readonly string[]) => [...new Set(below.flatMap(pick))];
  const lists = { importRoots: union(({ importRoots }) => importRoots), guessedRoots: union(({ guessedRoots }) => guessedRoots), settingsModules: union(({ settingsModules }) => settingsModules) };
  return { ...project, ...lists, namedIn: union(({ namedIn }) => namedIn), autoInstrumentedIn: union(({ autoInstrumentedIn }) => autoInstrumentedIn), providedIn: union(({ providedIn }) => providedIn) };
}

export function gunicornStart(entry: Uri, project: DjangoProject, projects: readonly DjangoProject[], claimed: boolean): Start {
  const applications = new Set<Uri | undefined>();
  const run = (m: Machine) => {
    try {
      startGunicorn(m, { configuration: { file: entry }, preload: 'no', application: (scope) => servedApplication(scope, entry, project, projects) });
    } finally {
      applications.add(servedApplication(m.modules.get('__config__')?.scope ?? new Map(), entry, project, projects)?.file);
    }
  };
  const start = byPerson(entry, project);
  return { ...start, claimed, kind: 'gunicorn', key: start.key + JSON.stringify(projects.map(({ applications: own }) => own)), run, application: () => (applications.size === 1 ? [...applications][0] : undefined) };
}
