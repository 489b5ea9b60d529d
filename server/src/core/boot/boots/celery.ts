// A Celery worker: its application in the main process, Django set up for it, the pool forked. It builds no middleware chain.
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { ApplicationModule } from '../../project/django-projects';
import { act } from '../effects';
import { SETTINGS_VARIABLE } from '../environment';
import type { Machine } from '../machine';
import { loadApplication } from './application';
import { runRegistered } from './registered';

/** Replays `celery -A … worker` with a prefork pool, up to its first task. @throws Raised */
export function startCelery(m: Machine, application: ApplicationModule): void {
  m.process = 'main';
  m.present = ['celery'];
  m.missing = UWSGI_MODULES;
  m.hooks = [...m.hooks, 'worker_init', 'worker_process_init'];
  loadApplication(m, application);
  // Celery sets Django up where the settings module is named.
  if (m.settings === 'unset' && (m.environment.has(SETTINGS_VARIABLE) || m.settingsPossiblyNamed)) act(m, 'evaluate-settings', [], new Map());
  if (m.settings === 'evaluated') act(m, 'run-app-configs', [], new Map());
  runRegistered(m, 'worker_init');
  m.emit({ kind: 'forked' });
  m.process = 'pool';
  runRegistered(m, 'worker_process_init');
}
