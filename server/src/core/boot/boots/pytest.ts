// pytest with pytest-django: settings and apps first, then conftest.py, and the middleware chain at the first request of a test.
import { UWSGI_MODULES } from '../../knowledge/registrations';
import type { Uri } from '../../text/span';
import { act } from '../effects';
import { runModule } from '../imports';
import type { Machine } from '../machine';
import { serve } from '../requests';
import { beginProcess } from './process';

/** Replays a test run up to the first request of a test. @throws Raised */
export function startPytest(m: Machine, conftest: Uri): void {
  m.missing = UWSGI_MODULES;
  beginProcess(m);
  act(m, 'evaluate-settings', [], new Map());
  if (m.settings === 'evaluated') act(m, 'run-app-configs', [], new Map());
  runModule(m, 'conftest', conftest, false, 'server');
  for (const action of ['load-middleware', 'build-wsgi-application'] as const) act(m, action, [], new Map());
  serve(m);
}
