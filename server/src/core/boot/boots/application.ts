// A WSGI or ASGI application module, imported by a server that is not known.
import type { ApplicationModule } from '../../project/django-projects';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';

/** Imports the application module as a server does: its packages first. @throws Raised */
export function loadApplication(m: Machine, application: ApplicationModule): void {
  const parent = application.name.split('.').slice(0, -1).join('.');
  if (parent) importModule(m, parent, 'package', true);
  if (!m.modules.has(application.name)) runModule(m, application.name, application.file, false, 'server');
}
