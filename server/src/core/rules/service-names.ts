// What the services of a Django project are called, for those who have not named them.
import { GENERIC_PACKAGES } from '../knowledge/service-name';
import type { DjangoProject } from '../project/django-projects';
import type { ProjectLaunch } from '../project/launches';
import { basename } from '../text/uri';

/** After the package of the project, or the folder that it is in; with the process of Celery where another one has the plain name. */
export function serviceNames({ settingsModules, root, folder }: DjangoProject, launches: readonly ProjectLaunch[]): string[] {
  const packages = settingsModules.map((name) => name.split('.')[0]!).slice(0, 1);
  const found = [...packages, basename(root), basename(folder)].map((name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''));
  const base = found.find((name) => name !== '' && !GENERIC_PACKAGES.test(name)) ?? 'django';
  return launches.map(({ server }) => (launches.length > 1 && server.startsWith('celery ') ? `${base}-${server.slice('celery '.length)}` : base));
}
