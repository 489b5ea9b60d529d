// Is the settings module that code names really there, and which one may be meant?
import type { Boot } from '../boot/boot';
import { CONVENTIONAL_SETTINGS, MODULE_NAME, moduleMeant, PLACEHOLDER } from '../knowledge/settings-variable';
import type { DjangoProject } from '../project/django-projects';
import { filesOf, isIgnored } from '../project/ignored';
import { ProjectView } from '../project/view';
import { distance } from '../text/distance';
import type { Project } from './rule';

/** `malformed`: no module can have this name. `absent`: its package is in the project, and the module is not. */
export type Wrong = 'malformed' | 'absent';

interface Context {
  readonly own: DjangoProject;
  readonly view: ProjectView;
}

function contextOf({ files, projects }: Project, boot: Boot): Context | undefined {
  const own = projects.find(({ root }) => root === boot.root);
  return own && { own, view: new ProjectView(files, own, []) };
}

/** What is wrong with the name of a settings module; undefined where it is there, or may be. */
export function wrongName(project: Project, boot: Boot, module: string): Wrong | undefined {
  if (PLACEHOLDER.test(module)) return undefined;
  const context = contextOf(project, boot);
  if (!MODULE_NAME.test(module)) return isFileName(context, module) ? undefined : 'malformed';
  if (!context || context.view.resolve(module) !== 'absent') return undefined;
  const { own, view } = context;
  const parents = module.split('.').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('.'));
  const top = parents[0] === undefined ? undefined : view.resolve(parents[0]);
  if (typeof top !== 'object' || !top.isPackage) return undefined;
  // A package that finds its modules elsewhere, or roots that are computed.
  const asks = [top.file, ...own.manage, ...own.applications.map(({ file }) => file), boot.entry].map((file) => project.files.text(file) ?? '');
  if (asks.some((text) => /sys\.path\b|sys\.modules\b|meta_path|__path__|extend_path/.test(text))) return undefined;
  const places = [...own.importRoots, ...own.guessedRoots].flatMap((root) => [module, ...parents].flatMap((name) => filesOf(name, root)));
  return places.some((file) => isIgnored(project.files, file, own.folder)) ? undefined : 'absent';
}

/** `import` takes no `my-shop.settings`; the importlib that Django asks takes whatever a folder is called. */
function isFileName(context: Context | undefined, module: string): boolean {
  return !/[/\\]/.test(module) && context?.view.resolve(module) !== 'absent';
}

/** What `module` may mean, most likely first: the same name written right, else the nearest settings modules that are there. */
export function candidates(project: Project, boot: Boot, module: string): { module: string; certain: boolean }[] {
  const context = contextOf(project, boot);
  if (!context) return [];
  const isThere = (name: string): boolean => MODULE_NAME.test(name) && typeof context.view.resolve(name) === 'object';
  const meant = moduleMeant(module);
  if (isThere(meant) && meant !== module) return [{ module: meant, certain: true }];
  const packages = new Set([meant, ...context.own.applications.map(({ name }) => name)].flatMap((name) => name.split('.').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('.'))));
  const known = new Set([...context.own.settingsModules, ...[...packages].flatMap((name) => CONVENTIONAL_SETTINGS.map((part) => `${name}.${part}`))]);
  const there = [...known].filter((name) => name !== module && isThere(name)).map((name) => ({ name, far: distance(name, meant) }));
  // A package `settings` that only holds the modules is no settings module of its own.
  const useful = there.filter(({ name }) => !there.some((other) => other.name.startsWith(`${name}.`)) || project.projects.some(({ settingsModules }) => settingsModules.includes(name)));
  return useful.sort((a, b) => a.far - b.far).slice(0, 3).map(({ name }) => ({ module: name, certain: false }));
}
