// From Django projects to replayed boots. Boots whose files have not changed are kept.
import { MASTER_VARIABLE } from '../knowledge/gunicorn';
import { RUNSERVER } from '../knowledge/commands';
import { RELOADER } from '../knowledge/runserver';
import { reachesTracing } from '../project/commands';
import type { ApplicationModule, DjangoProject } from '../project/django-projects';
import { namesSettings } from '../project/closed-world';
import type { Readings } from '../project/notes';
import { ProjectView, type Files } from '../project/view';
import { basename, dirname, isWithin, relative } from '../text/uri';
import type { Uri } from '../text/span';
import { inCommand, type Boot, type Path } from './boot';
import { loadApplication } from './boots/application';
import { startCelery } from './boots/celery';
import { startCommand } from './boots/command';
import { servedApplication } from './boots/configured-application';
import { startGunicorn } from './boots/gunicorn';
import { startRunserver } from './boots/runserver';
import { PREFORK, startUwsgi } from './boots/uwsgi';
import { SETTINGS_VARIABLE, UNSET } from './environment';
import { explore } from './explore';
import { runModule } from './imports';
import { Machine } from './machine';
import { Raised } from './signals';
import { serve } from './requests';
import { literal } from './value';

/** One way to start the project, before it is replayed. */
interface Start {
  readonly kind: Boot['kind'];
  readonly entry: Uri;
  readonly project: DjangoProject;
  readonly claimed: boolean;
  /** Something outside Python names the settings module, or may. */
  readonly named: boolean;
  readonly run: (m: Machine) => void;
  /** Everything else that decides the replay. */
  readonly key: string;
  /** The application module that was loaded, once `run` has been through every path. */
  readonly application?: () => Uri | undefined;
}

interface Kept {
  readonly key: string;
  readonly read: Readings;
  readonly paths: readonly Path[];
  readonly application: Uri | undefined;
}

/** Replays boots and keeps them while nothing that they read has changed. */
export class BootReplayer {
  private kept = new Map<string, Kept>();
  private readonly commands = new Map<Uri, { readonly key: string; readonly read: Readings; readonly value: readonly Uri[] }>();

  /** How many boots were really replayed since the start; the rest came from memory. */
  replays = 0;

  replay(files: Files, projects: readonly DjangoProject[]): Boot[] {
    const before = this.kept;
    this.kept = new Map();
    const keep = (start: Start) => this.keep(files, start, before);
    const gunicorns = projects.flatMap((project) => project.configurations.map((entry) => keep(gunicornStart(entry, startedBy(entry, project, projects), projects))));
    const served = new Set(gunicorns.map(({ application }) => application));
    const others = projects.flatMap((project) => [
      ...project.manage.map((entry) => keep(manageStart(entry, project))),
      ...project.manage.flatMap((manage) => this.commandsOf(files, project).map((file) => keep(commandStart(manage, file, project))).filter(doesSomething)),
      ...project.scripts.map((entry) => keep(scriptStart(entry, project))),
      ...project.celery.map((application) => keep(celeryStart(application, project))),
      ...project.applications.flatMap((application) => withUwsgi(keep(applicationStart(application, project, gunicorns.some((boot) => boot.application !== application.file && namesSettings(files, boot.entry)), !served.has(application.file))), application, project, keep)),
    ]);
    return [...others, ...gunicorns];
  }

  /** Commands that can reach something about tracing: one look at all of them, where each boot would look at the project for itself. */
  private commandsOf(files: Files, project: DjangoProject): readonly Uri[] {
    if (project.commands.length === 0) return [];
    const key = JSON.stringify(project);
    const known = this.commands.get(project.root);
    if (known?.key === key && files.isCurrent(known.read)) return known.value;
    const view = new ProjectView(files, project, project.settingsModules);
    const kept = { key, ...files.record(() => project.commands.filter((file) => !isRunserver(file) && reachesTracing(view, file))) };
    this.commands.set(project.root, kept);
    return kept.value;
  }

  private keep(files: Files, start: Start, before: ReadonlyMap<string, Kept>): Boot {
    const { kind, entry, project, claimed } = start;
    const name = `${kind}:${relative(entry, project.folder)}`;
    const key = JSON.stringify([project, start.named, claimed, start.key]);
    const known = before.get(`${kind}:${entry}`);
    const valid = known?.key === key && files.isCurrent(known.read);
    const kept = valid ? known : this.run(files, start, key);
    this.kept.set(`${kind}:${entry}`, kept);
    return { name, kind, entry, claimed, root: project.root, paths: kept.paths, settingsModules: project.settingsModules, ...(kept.application ? { application: kept.application } : {}) };
  }

  private run(files: Files, start: Start, key: string): Kept {
    this.replays++;
    const view = new ProjectView(files, start.project, start.project.settingsModules);
    const pending = (read: Readings) => read.some('pending');
    const { value: paths, read } = files.record((read) => {
      const complete = this.explore(view, start, true, () => pending(read));
      return complete.length > 0 || pending(read) ? complete : this.explore(view, start, false, () => pending(read));
    });
    return { key, read, paths, application: start.application?.() };
  }

  private explore(view: ProjectView, start: Start, followsRequests: boolean, pending: () => boolean): readonly Path[] {
    return explore((decisions) => {
      const m = new Machine(view, decisions);
      m.followsRequests = followsRequests;
      m.environment.set(RELOADER.variable, UNSET);
      if (start.named) {
        m.environment.set(SETTINGS_VARIABLE, { kind: 'symbol', key: `env:"${SETTINGS_VARIABLE}"` });
        m.emit({ kind: 'settings-named', by: 'launch-file' });
      }
      if (start.project.autoInstrumentedIn.length > 0) m.unknownEffect('auto-instrumentation', ['instrumented', 'provider-installed']);
      if (start.project.providedIn.length > 0) m.unknownEffect('the environment', ['provider-installed']);
      try {
        start.run(m);
      } catch (error) {
        // The process would stop here; what happened until then stays.
        if (!(error instanceof Raised)) throw error;
      }
      return m.steps;
    }, pending);
  }
}

const isNamed = (project: DjangoProject): boolean => project.namedIn.length > 0;

function manageStart(entry: Uri, project: DjangoProject): Start {
  return { kind: 'manage', entry, project, claimed: true, named: isNamed(project), key: '', run: (m) => startRunserver(m, { manage: entry, own: project.commands.find(isRunserver), reloader: RELOADER, reloads: 'yes', asgi: 'unknown' }) };
}

const isRunserver = (command: Uri): boolean => basename(command) === `${RUNSERVER}.py`;

function commandStart(manage: Uri, command: Uri, project: DjangoProject): Start {
  return { kind: 'command', entry: command, project, claimed: true, named: isNamed(project), key: manage, run: (m) => startCommand(m, { manage, own: command }) };
}

/** Most commands do nothing that matters here beyond what runserver does as well. */
function doesSomething({ paths }: Boot): boolean {
  return paths.some((path) => inCommand(path).some(({ event }) => event.kind !== 'unknown' && event.kind !== 'models-too-early'));
}

/** An application that registers a function for uWSGI's fork is a boot of uWSGI too, unless a launch file may say that it is never called. */
function withUwsgi(boot: Boot, application: ApplicationModule, project: DjangoProject, keep: (start: Start) => Boot): Boot[] {
  const registers = boot.paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'hook-registered' && event.hook === 'postfork'));
  if (!registers || project.lazyIn.length > 0) return [boot];
  const start: Start = { kind: 'uwsgi', entry: application.file, project, claimed: true, named: isNamed(project), key: '', run: (m) => startUwsgi(m, { ...PREFORK, applications: [application], forkHooks: project.forkHooksIn.length > 0 ? 'unknown' : 'no' }), application: () => application.file };
  return [boot, keep(start)];
}

function celeryStart(application: ApplicationModule, project: DjangoProject): Start {
  return { kind: 'celery', entry: application.file, project, claimed: true, named: isNamed(project), key: '', run: (m) => startCelery(m, { program: 'worker', application }) };
}

/** A configured entrypoint: Python puts its folder on the path and runs it. */
function scriptStart(entry: Uri, project: DjangoProject): Start {
  const importRoots = [...new Set([dirname(entry), ...project.importRoots])];
  return { kind: 'script', entry, project: { ...project, importRoots }, claimed: true, named: isNamed(project), key: '', run: (m) => void runModule(m, '__main__', entry, false, 'server') };
}

/**
 * @param mayName a gunicorn configuration that serves something else, as far as it shows, names the settings module: the command line decides
 * @param claimed false where gunicorn serves the application: that is a boot of its own, and this one stands for every other server
 */
function applicationStart(application: ApplicationModule, project: DjangoProject, mayName: boolean, claimed: boolean): Start {
  const run = (m: Machine) => {
    if (!claimed) m.environment.set(MASTER_VARIABLE.name, literal(''));
    loadApplication(m, application);
    // Under uWSGI it may run, or never.
    if (m.registered.some(({ hook }) => hook === 'postfork')) m.unknownEffect('a function for the fork of uWSGI', ['instrumented', 'provider-installed']);
    serve(m);
  };
  return { kind: application.interface, entry: application.file, project, claimed, named: isNamed(project) || mayName, key: '', run };
}

/** A configuration above several Django projects may start any of them: it sees the modules and settings of all. */
function startedBy(entry: Uri, project: DjangoProject, projects: readonly DjangoProject[]): DjangoProject {
  const below = projects.filter(({ root }) => isWithin(root, dirname(entry)) && root !== dirname(entry));
  if (isWithin(entry, project.root) || below.length < 2) return project;
  const union = (pick: (project: DjangoProject) => readonly string[]) => [...new Set(below.flatMap(pick))];
  const lists = { importRoots: union(({ importRoots }) => importRoots), guessedRoots: union(({ guessedRoots }) => guessedRoots), settingsModules: union(({ settingsModules }) => settingsModules) };
  return { ...project, ...lists, namedIn: union(({ namedIn }) => namedIn), autoInstrumentedIn: union(({ autoInstrumentedIn }) => autoInstrumentedIn), providedIn: union(({ providedIn }) => providedIn) };
}

function gunicornStart(entry: Uri, project: DjangoProject, projects: readonly DjangoProject[]): Start {
  const applications = new Set<Uri | undefined>();
  const run = (m: Machine) => {
    try {
      startGunicorn(m, { configuration: { file: entry }, preload: 'no', application: (scope) => servedApplication(scope, entry, project, projects) });
    } finally {
      applications.add(servedApplication(m.modules.get('__config__')?.scope ?? new Map(), entry, project, projects)?.file);
    }
  };
  const key = JSON.stringify(projects.map(({ applications: own }) => own));
  return { kind: 'gunicorn', entry, project, claimed: true, named: isNamed(project), key, run, application: () => (applications.size === 1 ? [...applications][0] : undefined) };
}
