// Finds the Django projects of a workspace and what each is made of: roots, entrypoints, settings modules, launch files.
import { autoInstruments, mayBeLazy, mayCallForkHooks, mayProvide, namesSettings, namedModules } from './closed-world';
import { CONVENTIONAL_SETTINGS } from '../knowledge/settings-variable';
import { ancestors, basename, dirname, isWithin, join, relative } from '../text/uri';
import type { Uri } from '../text/span';
import { commandsOf } from './commands';
import { launchFilesBelow } from './launch-files';
import { COMPANION_NAMES, isCommand, isEntrypoint, SKIPPED_FOLDERS } from './names';
import { builds, isGunicornConfiguration, runsAsScript, makesCelery, referencesOf, servedModules, settingsFiles, standsAlone } from './references';
import { settingsLiterals } from './settings-literals';
import type { ProjectOptions } from './snapshot';
import { configuredRoots, insertedRoots } from './sys-path';
import { ProjectView, type Files, type Roots } from './view';

/** A WSGI or ASGI application module and the dotted name under which a server imports it. */
export interface ApplicationModule {
  readonly file: Uri;
  readonly name: string;
  readonly interface: 'wsgi' | 'asgi';
  /** The folder that must be on `sys.path` for that name. */
  readonly importRoot: Uri;
}

export interface DjangoProject {
  readonly root: Uri;
  /** The workspace folder that it lies in. */
  readonly folder: Uri;
  readonly manage: readonly Uri[];
  readonly applications: readonly ApplicationModule[];
  readonly configurations: readonly Uri[];
  /** Configured entrypoints that are nothing else: they are run as they are. */
  readonly scripts: readonly Uri[];
  /** Management commands that may set tracing up, or serve; the app may not be installed. */
  readonly commands: readonly Uri[];
  /** Modules that make a Celery application; their interface says nothing. */
  readonly celery: readonly ApplicationModule[];
  /** Along which modules are looked for. */
  readonly importRoots: readonly Uri[];
  /** Where modules are looked for that are under none of them. */
  readonly guessedRoots: readonly Uri[];
  /** Settings modules that the project's own files name, best first. */
  readonly settingsModules: readonly string[];
  /** Launch and environment files that may be its own. */
  readonly launchFiles: readonly Uri[];
  /** Those that mention DJANGO_SETTINGS_MODULE. */
  readonly namedIn: readonly Uri[];
  /** Launch files that mention uWSGI's lazy-apps. */
  readonly lazyIn: readonly Uri[];
  /** Launch files that mention uWSGI's py-call-uwsgi-fork-hooks. */
  readonly forkHooksIn: readonly Uri[];
  /** Launch files that start it under OpenTelemetry's auto-instrumentation. */
  readonly autoInstrumentedIn: readonly Uri[];
  /** Launch and environment files with something that may set a tracer provider. */
  readonly providedIn: readonly Uri[];
}

/** The Django projects of the snapshot, in the order of their roots. */
export function findProjects(files: Files): DjangoProject[] {
  const named = files.snapshot.named.filter((uri) => isEntrypoint(basename(uri)) || COMPANION_NAMES.includes(basename(uri)));
  const configured = (files.snapshot.options ?? []).flatMap(({ entrypoints }) => entrypoints).filter((uri) => uri.endsWith('.py'));
  const entrypoints = [...new Set([...named, ...configured])].filter((uri) => files.state(uri) === 'loaded').flatMap((uri): Entrypoint[] => {
    const kind = kindOf(files, uri);
    return kind ? [{ uri, kind }] : [];
  });
  const commandFiles = files.snapshot.named.filter(isCommand);
  const managed = new Set(entrypoints.filter(({ kind }) => kind === 'manage').map(({ uri }) => dirname(uri)));
  const applications = entrypoints.flatMap(({ uri, kind }) => (kind === 'wsgi' || kind === 'asgi' ? [locate(files, uri, kind, managed)] : []));
  const roots = new Set([...managed, ...applications.map(({ root }) => root)]);
  for (const { uri, kind } of entrypoints) if ((kind === 'gunicorn' || kind === 'script') && ![...roots].some((root) => related(uri, root))) roots.add(dirname(uri));
  return [...roots].sort().map((root) => describe(files, root, [...roots], entrypoints, applications.filter((application) => application.root === root).map(({ module }) => module), commandFiles));
}

interface Entrypoint {
  readonly uri: Uri;
  readonly kind: 'manage' | 'wsgi' | 'asgi' | 'gunicorn' | 'celery' | 'script';
}

const KINDS: Readonly<Record<string, Entrypoint['kind']>> = { 'manage.py': 'manage', 'wsgi.py': 'wsgi', 'asgi.py': 'asgi', 'gunicorn.conf.py': 'gunicorn' };

/** By name; of a configured entrypoint by what it does. */
function kindOf(files: Files, uri: Uri): Entrypoint['kind'] | undefined {
  const facts = files.facts(uri)!;
  if (makesCelery(facts)) return 'celery';
  if (COMPANION_NAMES.includes(basename(uri))) return undefined;
  return KINDS[basename(uri)] ?? (runsAsScript(facts) ? 'script' : builds(facts)) ?? (isGunicornConfiguration(facts, basename(uri)) ? 'gunicorn' : 'script');
}

/** A configuration belongs to a root at, above or below its folder. */
function related(configuration: Uri, root: Uri): boolean {
  return isWithin(configuration, root) || isWithin(root, dirname(configuration));
}

function locate(files: Files, file: Uri, kind: ApplicationModule['interface'], managed: ReadonlySet<Uri>): { root: Uri; module: ApplicationModule } {
  const manage = ancestors(file, folderOf(files, file)).find((candidate) => managed.has(candidate));
  const module = moduleAt(files, file, kind, manage);
  return { root: manage ?? module.importRoot, module };
}

/** The dotted name of a file: from the folder above its packages. @param manage the folder of its manage.py */
function moduleAt(files: Files, file: Uri, kind: ApplicationModule['interface'], manage: Uri | undefined): ApplicationModule {
  const folder = folderOf(files, file);
  let top = dirname(file);
  while (top !== manage && top !== folder && files.state(join(top, '__init__.py')) === 'loaded') top = dirname(top);
  const importRoot = top === dirname(file) ? manage ?? parentNamedBySettings(files, file) ?? top : top;
  return { file, name: relative(file, importRoot).replace(/\.py$/, '').replaceAll('/', '.'), importRoot, interface: kind };
}

/** `proj/wsgi.py` without `proj/__init__.py`: the settings module that it names tells where `proj` is imported from. */
function parentNamedBySettings(files: Files, file: Uri): Uri | undefined {
  const first = settingsLiterals(files.facts(file)!)[0]?.split('.')[0];
  const workspace = folderOf(files, file);
  const named = ancestors(file, workspace).find((folder) => basename(folder) === first && folder !== workspace);
  return named && dirname(named);
}

function folderOf(files: Files, uri: Uri): Uri {
  const folders = files.snapshot.folders.filter((folder) => isWithin(uri, folder));
  return folders.sort((a, b) => b.length - a.length)[0] ?? dirname(uri);
}

function describe(files: Files, root: Uri, roots: readonly Uri[], entrypoints: readonly Entrypoint[], named: readonly ApplicationModule[], commandFiles: readonly Uri[]): DjangoProject {
  const folder = folderOf(files, join(root, 'manage.py'));
  const owned = (kind: Entrypoint['kind']) => entrypoints.filter((entrypoint) => entrypoint.kind === kind && owner(entrypoint.uri, roots) === root).map(({ uri }) => uri);
  const manage = entrypoints.filter(({ uri, kind }) => kind === 'manage' && dirname(uri) === root).map(({ uri }) => uri);
  const [configurations, scripts] = [owned('gunicorn'), owned('script')];
  const celery = owned('celery').map((uri) => moduleAt(files, uri, 'wsgi', manage.length > 0 ? root : undefined));
  const commands = manage.length > 0 ? commandsOf(files, commandFiles.filter((uri) => owner(uri, roots) === root)) : [];
  const launch = launchFiles(files, root, folder, roots);
  const namedIn = launch.filter((uri) => namesSettings(files, uri));
  const own = [...manage, ...named.map(({ file }) => file), ...configurations, ...scripts, ...celery.map(({ file }) => file)];
  const options = optionsOf(files, root);
  const start: Roots = { importRoots: unique([...named.map(({ importRoot }) => importRoot), root, ...(options?.roots ?? []), ...rootsOf(files, own, root, folder)]), guessedRoots: [join(root, 'src'), join(root, 'apps')] };
  const view = new ProjectView(files, start, []);
  const literals = unique([...own.flatMap((uri) => settingsLiterals(files.facts(uri)!)), ...namedIn.flatMap((uri) => namedModules(files, uri))]).filter((module) => view.resolve(module) !== 'absent');
  const settingsModules = literals.length > 0 ? literals : options?.settingsModule ? [options.settingsModule] : conventional(view, named);
  const settings = unique(settingsModules.flatMap((module) => settingsFiles(view, module)));
  const found = rootsOf(files, settings, root, folder);
  const importRoots = unique([...start.importRoots, ...found]);
  const guessedRoots = start.guessedRoots.filter((guessed) => !importRoots.includes(guessed));
  const applications = [...named, ...referenced(files, new ProjectView(files, { importRoots, guessedRoots }, []), settings, configurations, named)];
  return { root, folder, manage, applications, configurations, scripts, celery, commands, importRoots, guessedRoots, settingsModules, launchFiles: launch, namedIn, autoInstrumentedIn: launch.filter((uri) => autoInstruments(files, uri)), providedIn: launch.filter((uri) => mayProvide(files, uri)), lazyIn: launch.filter((uri) => mayBeLazy(files, uri)), forkHooksIn: launch.filter((uri) => mayCallForkHooks(files, uri)) };
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The options of the nearest folder at or above a root that has some. */
function optionsOf(files: Files, root: Uri): ProjectOptions | undefined {
  return (files.snapshot.options ?? []).filter(({ folder }) => isWithin(root, folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Folders that these files put on Python's path, inside the workspace folder. Installed packages are never read. */
function rootsOf(files: Files, uris: readonly Uri[], root: Uri, folder: Uri): Uri[] {
  const found = uris.flatMap((uri) => {
    const facts = files.facts(uri);
    return facts ? [...insertedRoots(facts, uri, root), ...(basename(uri) === 'gunicorn.conf.py' ? configuredRoots(facts, uri) : [])] : [];
  });
  return unique(found).filter((path) => isWithin(path, folder) && !relative(path, folder).split('/').some((segment) => SKIPPED_FOLDERS.includes(segment)));
}

/** Applications that settings or a gunicorn configuration name and that are called otherwise. */
function referenced(files: Files, view: ProjectView, settings: readonly Uri[], configurations: readonly Uri[], known: readonly ApplicationModule[]): ApplicationModule[] {
  const references = [...settings.flatMap((uri) => referencesOf(files.facts(uri)!)), ...configurations.flatMap((uri) => servedModules(files.facts(uri)!))];
  const found = new Map<Uri, ApplicationModule>();
  for (const { module: name, interface: kind } of references) {
    const resolved = view.resolve(name);
    if (typeof resolved !== 'object' || known.some(({ file }) => file === resolved.file) || !standsAlone(files.facts(resolved.file)!)) continue;
    const importRoot = name.split('.').reduce((folder) => dirname(folder), resolved.isPackage ? dirname(resolved.file) : resolved.file);
    found.set(resolved.file, { file: resolved.file, name, importRoot, interface: builds(files.facts(resolved.file)!) ?? kind });
  }
  return [...found.values()];
}

/** The root that a configuration belongs to: the nearest at or above it, else the only one below its folder. */
function owner(configuration: Uri, roots: readonly Uri[]): Uri | undefined {
  const above = roots.filter((root) => isWithin(configuration, root)).sort((a, b) => b.length - a.length)[0];
  return above ?? roots.filter((root) => isWithin(root, dirname(configuration))).sort()[0];
}

/** Launch files under the root or under its ancestors in the workspace, without those of another Django project. */
function launchFiles(files: Files, root: Uri, folder: Uri, roots: readonly Uri[]): Uri[] {
  const others = roots.filter((other) => other !== root && !isWithin(root, other));
  return launchFilesBelow(files.snapshot.named, folder).filter((uri) => !others.some((other) => isWithin(uri, other)));
}

/** No file names the settings module: look where Django's own templates put it. */
function conventional(view: ProjectView, applications: readonly ApplicationModule[]): string[] {
  const packages = new Set(applications.map(({ name }) => name.split('.').slice(0, -1).join('.')));
  for (const name of packages) {
    const found = CONVENTIONAL_SETTINGS.map((module) => (name ? `${name}.${module}` : module)).find((module) => typeof view.resolve(module) === 'object');
    if (found) return [found];
  }
  return [];
}
