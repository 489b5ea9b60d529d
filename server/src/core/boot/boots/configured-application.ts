// Which application a gunicorn configuration serves, where no command line is seen.
import { interfaceOf } from '../../knowledge/gunicorn';
import type { ApplicationModule, DjangoProject } from '../../project/django-projects';
import { ancestors, dirname, isWithin } from '../../text/uri';
import type { Uri } from '../../text/span';
import { stringOf, type Scope } from '../value';
import { workerClassOf } from './gunicorn';

/** Its `wsgi_app`, else the only one of the right interface below its folder, else unknown. */
export function servedApplication(scope: Scope, configuration: Uri, project: DjangoProject, projects: readonly DjangoProject[]): ApplicationModule | undefined {
  const all = projects.flatMap(({ applications }) => applications);
  const named = scope.get('wsgi_app');
  if (named) {
    const module = stringOf(named)?.split(':')[0];
    const found = all.filter(({ name, importRoot }) => name === module && (isWithin(importRoot, dirname(configuration)) || ancestors(configuration, project.folder).includes(importRoot)));
    return found.length === 1 ? found[0] : undefined;
  }
  const wanted = interfaceOf(workerClassOf(scope));
  const below = all.filter((application) => application.interface === wanted && isWithin(application.file, dirname(configuration)));
  return below.length === 1 ? below[0] : undefined;
}
