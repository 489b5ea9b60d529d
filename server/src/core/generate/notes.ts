// What a person should know about set-up code that is there already. It is theirs and stays.
import { basename } from '../text/uri';
import type { Uri } from '../text/span';
import { lastName } from './python-text';
import type { Entrypoint } from './entrypoint';

export function existingSetUp(file: Uri, entry: Entrypoint): string[] {
  const name = basename(file);
  const notes: string[] = [];
  const has = (test: (callee: string) => boolean): boolean => entry.calls.some(({ callee }) => test(callee));
  if (entry.text.includes('DjangoInstrumentor') && has((callee) => lastName(callee) === 'instrument')) {
    notes.push(name === 'manage.py'
      ? 'manage.py instruments Django itself. That evaluates the settings before --settings is read; runserver imports wsgi.py or asgi.py, so the call can be removed from manage.py.'
      : `${name} already instruments Django. The generated code tolerates that; remove the old call once tracing.py does the work, unless it passes options such as hooks.`);
  }
  if (name !== 'manage.py' && has((callee) => lastName(callee) === 'set_tracer_provider')) {
    notes.push(`${name} already installs a tracer provider. The first one wins, so tracing.py installs none while it is there.`);
  }
  if (has((callee) => lastName(callee) === 'OpenTelemetryMiddleware')) {
    notes.push(`${name} wraps the application in OpenTelemetryMiddleware. Together with the Django instrumentation every request has two layers of spans; remove the wrapper.`);
  }
  return notes;
}
