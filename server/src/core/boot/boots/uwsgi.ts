// uWSGI without lazy-apps: the application in the master, functions of `@postfork` in each worker.
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { ApplicationModule } from '../../project/django-projects';
import type { Machine } from '../machine';
import { serve } from '../requests';
import { loadApplication } from './application';
import { runRegistered } from './registered';

/** Replays uWSGI with a master that loads the application, up to the first request. @throws Raised */
export function startUwsgi(m: Machine, application: ApplicationModule): void {
  m.process = 'master';
  m.present = UWSGI_MODULES;
  loadApplication(m, application);
  m.emit({ kind: 'forked' });
  m.process = 'worker';
  runRegistered(m, 'postfork');
  serve(m);
}
