// Which project a launch is of, and which of its files runs first.
import type { ModuleFacts } from '../python/facts';
import type { Joined } from '../launch/started/join';
import type { Target } from '../launch/types';
import { ASGI_SERVERS } from '../knowledge/asgi-servers';
import { PATH_OPTIONS } from '../knowledge/servers';
import { dirname, isWithin, join } from '../text/uri';
import type { Uri } from '../text/span';
import type { ApplicationModule, DjangoProject } from './django-projects';
import type { LaunchEntry } from './launches';
import { builds, makesCelery } from './references';
import { ProjectView, type Files } from './view';

/** What a launch is of: the project, and its file where that is known. */
export interface Owned {
  readonly project: DjangoProject;
  readonly entry: LaunchEntry | undefined;
}

/** @returns undefined for what is of no project, or of one of several */
export function entryOf(joined: Joined, projects: readonly DjangoProject[], files: Files): Owned | undefined {
  const found = projects.flatMap((project): Owned[] => {
    const entry = entryIn(joined, project, files);
    return entry === 'other' ? [] : [{ project, entry }];
  });
  const near = nearest(found, joined);
  return near.length === 1 ? near[0] : undefined;
}

/** Of several projects that have what is named, the one in whose folders the launch file or its working folder is, or the only one below. */
function nearest(found: readonly Owned[], { folder, file }: Joined): readonly Owned[] {
  if (found.length < 2) return found;
  const inFolder = folder === undefined ? [] : found.filter(({ project }) => isWithin(folder, project.root) || project.importRoots.includes(folder));
  if (inFolder.length === 1) return inFolder;
  const around = found.filter(({ project }) => isWithin(project.root, folder ?? dirname(file)));
  if (around.length === 1) return around;
  const deepest = found.filter(({ project }) => isWithin(file, project.root)).sort((a, b) => b.project.root.length - a.project.root.length);
  return deepest.slice(0, 1);
}

function entryIn(joined: Joined, project: DjangoProject, files: Files): LaunchEntry | undefined | 'other' {
  const { launch: { target, server }, folder } = joined;
  if (!target) return near(joined, project) ? undefined : 'other';
  const view = new ProjectView(files, project, []);
  if (target.kind === 'application') return server.startsWith('celery') ? celeryOf(target.module, project, view) : applicationOf(target.module, joined, project, view);
  if (target.kind === 'management') return managed(target, folder, project);
  if (target.kind === 'module') return moduleOf(target.module, view);
  return fileOf(target.path, joined, project, files);
}

/** A launch without a target is of the project that it lies in. */
function near({ file, folder }: Joined, { root }: DjangoProject): boolean {
  const place = folder ?? dirname(file);
  return isWithin(place, root) || isWithin(root, place);
}

function applicationOf(module: string, joined: Joined, project: DjangoProject, view: ProjectView): LaunchEntry | 'other' {
  const found = resolved(module, joined, project, view);
  if (!found) return 'other';
  const known = project.applications.find(({ file }) => file === found.file);
  const made: ApplicationModule = { file: found.file, name: module, importRoot: importRootOf(found.file, module), interface: interfaceOf(joined) ?? builds(view.files.facts(found.file)!) ?? (ASGI_SERVERS[joined.launch.server] === 'where the application is one' ? 'asgi' : 'wsgi') };
  return { file: found.file, kind: 'application', application: known && known.name === module ? known : made };
}

/** In the working folder first, as servers put it on the path, then where the project's modules are. */
function resolved(module: string, { folder, launch }: Joined, project: DjangoProject, view: ProjectView): { file: Uri } | undefined {
  const { files } = view;
  const changed = launch.options.findLast(({ name }) => PATH_OPTIONS.includes(name))?.value;
  const own = [...(folder && typeof changed === 'string' ? [join(folder, changed)] : []), ...(folder ? [folder] : [])];
  const path = module.replaceAll('.', '/');
  const beside = own.filter((each) => isWithin(each, project.root) || isWithin(project.root, each)).map((each) => join(each, `${path}.py`)).find((file) => files.state(file) === 'loaded' && project.importRoots.some((root) => isWithin(file, root)));
  const found = view.resolve(module);
  return beside ? { file: beside } : typeof found === 'object' ? found : undefined;
}

const importRootOf = (file: Uri, module: string): Uri => module.split('.').reduce((folder) => dirname(folder), file.endsWith('/__init__.py') ? dirname(file) : file);

function interfaceOf({ launch: { server, options } }: Joined): ApplicationModule['interface'] | undefined {
  const known = ASGI_SERVERS[server];
  if (known === 'always') return 'asgi';
  if (typeof known !== 'object') return undefined;
  const option = options.findLast(({ name }) => name === known.option)?.value;
  return typeof option !== 'string' ? undefined : known.value.test(option) ? 'asgi' : 'wsgi';
}

/**
 * `celery -A shop` means `shop`, `shop.celery` or an attribute of either (celery/app/utils.py: find_app). Where none of them makes the
 * application itself, it is made in what they import.
 */
function celeryOf(module: string, project: DjangoProject, view: ProjectView): LaunchEntry | 'other' {
  const above = module.replace(/\.\w+$/, '');
  const making = [module, `${module}.celery`, `${module}.celery_app`, above].find((name) => isModule(name, view, makesCelery));
  const name = making ?? [`${module}.celery`, module, above].find((one) => isModule(one, view, () => true));
  const found = name === undefined ? undefined : view.resolve(name);
  if (name === undefined || typeof found !== 'object') return 'other';
  const known = project.celery.find(({ file }) => file === found.file);
  return { file: found.file, kind: 'celery', application: known ?? { file: found.file, name, interface: 'wsgi', importRoot: importRootOf(found.file, name) } };
}

function isModule(name: string, view: ProjectView, fits: (facts: ModuleFacts) => boolean): boolean {
  const found = view.resolve(name);
  const facts = typeof found === 'object' ? view.files.facts(found.file) : undefined;
  return facts !== undefined && fits(facts);
}

/** `python manage.py …` by its path where the working folder is known, and otherwise the only one; django-admin is of the project that it is run in. */
function managed({ script }: Extract<Target, { kind: 'management' }>, folder: Uri | undefined, project: DjangoProject): LaunchEntry | 'other' {
  const [only, ...more] = project.manage;
  const found = folder && script !== undefined && !script.startsWith('/') ? project.manage.find((file) => file === join(folder, script) || file === `${join(folder, script)}.py`) : undefined;
  if (found) return { file: found, kind: 'manage' };
  return only && more.length === 0 ? { file: only, kind: 'manage' } : 'other';
}

function moduleOf(module: string, view: ProjectView): LaunchEntry | 'other' {
  const found = view.resolve(module);
  const main = typeof found === 'object' && found.file.endsWith('/__init__.py') ? view.resolve(`${module}.__main__`) : found;
  return typeof main === 'object' ? { file: main.file, kind: 'script' } : 'other';
}

/** A path is seen from the working folder; where that is not known, by its end. */
function fileOf(path: string, { folder, file: launchFile }: Joined, project: DjangoProject, files: Files): LaunchEntry | 'other' {
  const known = [...project.applications.map(({ file }) => file), ...project.manage, ...project.scripts];
  const bases = path.startsWith('/') ? [] : [...(folder ? [folder] : []), dirname(launchFile), project.root];
  const tail = path.replace(/^(\.\/)+/, '');
  const found = bases.map((base) => join(base, path)).find((file) => isWithin(file, project.root) && files.state(file) === 'loaded') ?? known.find((file) => tail.startsWith('/') && tail.split('/').slice(-2).join('/') === file.split('/').slice(-2).join('/'));
  if (!found) return 'other';
  const application = project.applications.find(({ file }) => file === found);
  if (application) return { file: found, kind: 'application', application };
  return { file: found, kind: project.manage.includes(found) ? 'manage' : 'script' };
}
