// The words with which the generator declines.
import type { Uri } from '../text/span';
import { basename, relative } from '../text/uri';
import type { Message } from '../report';
import type { Refusal, RefusalReason, TracingTarget } from './types';

export function refusal(reason: RefusalReason, what: string, why: string, todo: string, choices?: readonly TracingTarget[]): Refusal {
  return { kind: 'refusal', reason, message: { what, why, todo }, ...(choices && { choices }) };
}

export function because(reason: RefusalReason, message: Message): Refusal {
  return { kind: 'refusal', reason, message };
}

export function noProject(hasManage: boolean): Refusal {
  const what = hasManage ? 'No wsgi.py or asgi.py of a Django project was found, only manage.py.' : 'No Django project was found.';
  return refusal(
    'no-project', what,
    'tracing.py is called in wsgi.py or asgi.py, where a server builds the application.',
    'Choose the folder that contains the project, or create one with `django-admin startproject`.',
  );
}

export function severalProjects(targets: readonly TracingTarget[], top: (uri: Uri) => Uri): Refusal {
  const names = targets.map(({ tracing }) => relative(tracing, top(tracing))).join(', ');
  return refusal('several-projects', `There are ${targets.length} Django projects.`, `Each has a tracing.py of its own: ${names}.`, 'Say which project is meant.', targets);
}

export function unknownProject(project: Uri): Refusal {
  return refusal(
    'unknown-project', `${basename(project)} is not a Django project that tracing.py can be generated for.`,
    'It has no wsgi.py or asgi.py of Django.', 'Name the folder that Python imports the project from, usually the one with manage.py.',
  );
}

export function exists(target: TracingTarget): Refusal {
  return refusal(
    'exists', `${display(target)} exists already.`,
    'It may hold code of yours, and generating replaces the whole file.',
    'Rename it, or allow it to be overwritten.',
  );
}

export function shadowed(): Refusal {
  return refusal(
    'shadowed', 'There is a package named tracing where tracing.py would go.',
    'Python imports the package and never the file.', 'Rename the package and generate again.',
  );
}

/** `shop/tracing.py` */
export function display(target: TracingTarget): string {
  return relative(target.tracing, target.root);
}
