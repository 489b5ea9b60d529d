// Why one wsgi.py or asgi.py cannot be edited, in words.
import type { Message } from '../report';
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import type { Entrypoint } from './entrypoint';

export interface EntryProblem {
  readonly reason: 'syntax-error' | 'no-application' | 'no-settings';
  readonly message: Message;
}

export function syntaxError(file: Uri, entry: Entrypoint): EntryProblem {
  const line = entry.text.slice(0, entry.errorAt).split(/\r\n|\r|\n/).length;
  return {
    reason: 'syntax-error',
    message: {
      what: `${basename(file)} has a syntax error in line ${line}.`,
      why: 'The place of the call cannot be told for certain, so nothing was changed in any file.',
      todo: 'Correct the line and generate again.',
    },
  };
}

export function noApplication(file: Uri): EntryProblem {
  const builder = basename(file) === 'asgi.py' ? 'get_asgi_application()' : 'get_wsgi_application()';
  return {
    reason: 'no-application',
    message: {
      what: `${basename(file)} does not build the application itself: it has no call of ${builder}.`,
      why: 'configure_tracing() has to run before the middleware chain is built, and where that happens cannot be seen here.',
      todo: `Call configure_tracing() by hand before the application is built, or build it in ${basename(file)}.`,
    },
  };
}

export function noSettings(file: Uri): EntryProblem {
  return {
    reason: 'no-settings',
    message: {
      what: `No settings module was found for ${basename(file)}.`,
      why: 'Neither manage.py, wsgi.py nor asgi.py names one, and the package has no settings.py; without it Django cannot be instrumented.',
      todo: `Add os.environ.setdefault("DJANGO_SETTINGS_MODULE", "<package>.settings") to ${basename(file)} and generate again.`,
    },
  };
}
