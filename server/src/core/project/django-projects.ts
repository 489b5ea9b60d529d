// Finds the Django projects of a workspace and what each is made of: roots, entrypoints, settings modules, launch files.
import { autoInstruments, mayProvide, namesSettings, namedModules } from '../launch/closed-world';
import { ancestors, basename, dirname, isWithin, join, relative } from '../text/uri';
import type { Uri } from '../text/span';
import { isEntrypoint, isLaunchFile } from './names';
import { settingsLiterals } from './settings-literals';
import { ProjectView, type Files } from './view';

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
  /** Along which modules are looked for, best first. */
  readonly importRoots: readonly Uri[];
  /** Settings modules that the project's own files name, best first. */
  readonly settingsModules: readonly string[];
  /** Launch and environment files that mention DJANGO_SETTINGS_MODULE. */
  readonly namedIn: readonly Uri[];
  /** Launch files that start it under OpenTelemetry's auto-instrumentation. */
  readonly autoInstrumentedIn: readonly Uri[];
  /** Launch and environment files with something that may set a tracer provider. */
  readonly providedIn: readonly Uri[];
}

/** The Django projects of the snapshot, in the order of their roots. */
export function findProjects(files: Files): DjangoProject[] {
  const entrypoints = files.snapshot.named.filter((uri) => isEntrypoint(basename(uri)) && files.state(uri) === 'loaded');
  const managed = new Set(entrypoints.filter((uri) => basename(uri) === 'manage.py').map(dirname));
  const applications = entrypoints.filter((uri) => /^[wa]sgi\.py$/.test(basename(uri))).map((uri) => locate(files, uri, managed));
  const roots = new Set([...managed, ...applications.map(({ root }) => root)]);
  for (const uri of entrypoints) if (basename(uri) === 'gunicorn.conf.py' && ![...roots].some((root) => related(uri, root))) roots.add(dirname(uri));
  return [...roots].sort().map((root) => describe(files, root, [...roots], entrypoints, applications.filter((application) => application.root === root).map(({ module }) => module)));
}

/** A configuration belongs to a root at, above or below its folder. */
function related(configuration: Uri, root: Uri): boolean {
  return isWithin(configuration, root) || isWithin(root, dirname(configuration));
}

function locate(files: Files, file: Uri, managed: ReadonlySet<Uri>): { root: Uri; module: ApplicationModule } {
  const folder = folderOf(files, file);
  const manage = ancestors(file, folder).find((candidate) => managed.has(candidate));
  let top = dirname(file);
  while (top !== manage && top !== folder && files.state(join(top, '__init__.py')) === 'loaded') top = dirname(top);
  const importRoot = top === dirname(file) ? manage ?? parentNamedBySettings(files, file) ?? top : top;
  const name = relative(file, importRoot).replace(/\.py$/, '').replaceAll('/', '.');
  return { root: manage ?? importRoot, module: { file, name, importRoot, interface: basename(file) === 'asgi.py' ? 'asgi' : 'wsgi' } };
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

function describe(files: Files, root: Uri, roots: readonly Uri[], entrypoints: readonly Uri[], applications: readonly ApplicationModule[]): DjangoProject {
  const folder = folderOf(files, join(root, 'manage.py'));
  const manage = entrypoints.filter((uri) => basename(uri) === 'manage.py' && dirname(uri) === root);
  const configurations = entrypoints.filter((uri) => basename(uri) === 'gunicorn.conf.py' && owner(uri, roots) === root);
  const importRoots = [...new Set([...applications.map(({ importRoot }) => importRoot), root, join(root, 'src')])];
  const launch = launchFiles(files, root, folder, roots);
  const namedIn = launch.filter((uri) => namesSettings(files, uri));
  const own = [...manage, ...applications.map(({ file }) => file), ...configurations];
  const named = [...own.flatMap((uri) => settingsLiterals(files.facts(uri)!)), ...namedIn.flatMap((uri) => namedModules(files, uri))];
  const view = new ProjectView(files, importRoots, []);
  const existing = [...new Set(named)].filter((module) => view.resolve(module) !== 'absent');
  const settingsModules = existing.length > 0 ? existing : conventional(view, applications);
  return { root, folder, manage, applications, configurations, importRoots, settingsModules, namedIn, autoInstrumentedIn: launch.filter((uri) => autoInstruments(files, uri)), providedIn: launch.filter((uri) => mayProvide(files, uri)) };
}

/** The root that a configuration belongs to: the nearest at or above it, else the only one below its folder. */
function owner(configuration: Uri, roots: readonly Uri[]): Uri | undefined {
  const above = roots.filter((root) => isWithin(configuration, root)).sort((a, b) => b.length - a.length)[0];
  return above ?? roots.filter((root) => isWithin(root, dirname(configuration))).sort()[0];
}

/** Launch files under the root or under its ancestors in the workspace, without those of another Django project. */
function launchFiles(files: Files, root: Uri, folder: Uri, roots: readonly Uri[]): Uri[] {
  const others = roots.filter((other) => other !== root && !isWithin(root, other));
  return files.snapshot.named.filter((uri) => isWithin(uri, folder) && isLaunchFile(relative(uri, folder)) && !others.some((other) => isWithin(uri, other)));
}

const CONVENTIONAL = ['settings', 'settings.production', 'settings.prod', 'settings.local', 'settings.base', 'settings.dev', 'settings.development'];

/** No file names the settings module: look where Django's own templates put it. */
function conventional(view: ProjectView, applications: readonly ApplicationModule[]): string[] {
  const packages = new Set(applications.map(({ name }) => name.split('.').slice(0, -1).join('.')));
  for (const name of packages) {
    const found = CONVENTIONAL.map((module) => (name ? `${name}.${module}` : module)).find((module) => typeof view.resolve(module) === 'object');
    if (found) return [found];
  }
  return [];
}
