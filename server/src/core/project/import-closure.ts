// Asks for the modules that entrypoints import, level by level, before anything is replayed: replaying once for each
// missing module would take hundreds of replays on a large project.
import { ADMIN, appPackages, CONFIGURATION, MODELS } from '../knowledge/app-configs';
import { isInert, isNeverInProject } from '../knowledge/packages';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import type { DjangoProject } from './django-projects';
import { isQuietCommand } from './commands';
import { isCommand } from './names';
import { importedModules } from './survey';
import { ProjectView, type Files } from './view';

interface Module {
  readonly name: string;
  readonly file: Uri;
  readonly isPackage: boolean;
}

/**
 * Follows imports from every entrypoint, settings module and module that a replay asked for.
 * @returns false while files are missing
 */
export function importsAreLoaded(files: Files, projects: readonly DjangoProject[]): boolean {
  for (const project of projects) follow(files, project);
  return files.wanted.size === 0;
}

function follow(files: Files, project: DjangoProject): void {
  const view = new ProjectView(files, project, []);
  const queue = loadedModules(files, project);
  const seen = new Set(queue.map(({ file }) => file));
  const visit = (name: string): void => {
    const parts = name.split('.');
    if (isNeverInProject(parts[0]!) || (isInert(name) && view.resolve(parts[0]!) === 'absent')) return;
    for (let i = 1; i <= parts.length; i++) {
      const prefix = parts.slice(0, i).join('.');
      const found = view.resolve(prefix);
      if (typeof found !== 'object' || seen.has(found.file)) continue;
      seen.add(found.file);
      queue.push({ ...found, name: prefix });
    }
  };
  for (const name of project.settingsModules) visit(name);
  // Of other modules something has asked for their packages already.
  for (const { name, file } of [...queue]) if (isCommand(file)) visit(name);
  for (let module = queue.pop(); module; module = queue.pop()) {
    const { name, isPackage } = module;
    const scan = files.scan(module.file);
    for (const named of scan?.named ?? []) {
      visit(named);
      for (const app of appPackages(named)) if (isPackageOfProject(view, app)) for (const imported of [CONFIGURATION, MODELS, ADMIN]) visit(`${app}.${imported}`);
    }
    for (const written of scan?.imports ?? []) for (const imported of importedModules(written, name, isPackage)) visit(imported.module);
  }
}

function isPackageOfProject(view: ProjectView, name: string): boolean {
  const found = isNeverInProject(name.split('.')[0]!) ? 'absent' : view.resolve(name);
  return typeof found === 'object' && found.isPackage;
}

/** The project's Python files that the host has loaded, with their dotted names. */
function loadedModules(files: Files, project: DjangoProject): Module[] {
  return [...files.snapshot.files].flatMap(([file, { kind }]) => {
    const root = kind === 'loaded' && file.endsWith('.py') && [...project.importRoots, ...project.guessedRoots].find((candidate) => isWithin(file, candidate));
    if (!root || isQuietCommand(files, file)) return [];
    const isPackage = file.endsWith('/__init__.py');
    return [{ file, isPackage, name: relative(file, root).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.') }];
  });
}
