// Where the application modules of some boots build their application: the place that a set-up has to come before.
import type { Boot } from '../boot/boot';
import type { Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import type { Project } from './rule';

/** The boots of application modules in the same Django projects as `boots`, unclaimed ones included. */
export function applicationBoots(project: Project, boots: readonly Boot[]): Boot[] {
  const roots = new Set(boots.map(({ root }) => root));
  const served = new Set(boots.map(({ application }) => application));
  return project.boots.filter(({ kind, root, entry }) => (kind === 'wsgi' || kind === 'asgi') && (roots.has(root) || served.has(entry)));
}

/** The claimed boots of a Django project that answer requests. */
export function servingBoots({ boots }: Project, root: Uri): Boot[] {
  return boots.filter((boot) => boot.root === root && boot.claimed && !/^(celery|script|command)$/.test(boot.kind));
}

/** The statement at module level of a boot's entry that builds the application. @returns undefined where that is not known */
export function buildingStatement({ paths, entry }: Boot): Frame | undefined {
  const built = paths.flatMap(({ steps }) => steps).filter(({ event }) => event.kind === 'application-built');
  return built.flatMap(({ chain }) => chain).find(({ file, item }) => file === entry && item === MODULE_ITEM);
}

/** The import roots of the Django projects that `boots` start. */
export function importRootsOf({ projects }: Project, boots: readonly Boot[]): Uri[] {
  return projects.filter(({ root }) => boots.some((boot) => boot.root === root)).flatMap(({ importRoots }) => importRoots);
}

/** `wsgi.py and asgi.py`. */
export function namesOf(boots: readonly Boot[]): string {
  return [...new Set(boots.map(({ entry }) => basename(entry)))].join(' and ');
}
