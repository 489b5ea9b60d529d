// Closed world: the environment is what the repository shows. For a launch its files say it; under a server that no launch file starts, and
// for a person, a text search in all of them does: one hit means that the settings module may be named there, or Django instrumented.
import { AUTO_INSTRUMENTATION } from '../knowledge/launchers';
import { AGENTS, PROVIDER_VARIABLES } from '../knowledge/provider';
import { FORK_HOOKS, LAZY_APPS } from '../knowledge/registrations';
import type { Files } from './view';
import type { Uri } from '../text/span';

/** May a launch or environment file set a variable? One that cannot be read might. */
export function mayName(files: Files, uri: Uri, variable: string): boolean {
  return files.state(uri) === 'unreadable' || (files.content(uri)?.includes(variable) ?? false);
}

export const namesSettings = (files: Files, uri: Uri): boolean => mayName(files, uri, 'DJANGO_SETTINGS_MODULE');

/** Dotted names that stand right behind the variable, such as in `DJANGO_SETTINGS_MODULE=shop.settings`. */
export function namedModules(files: Files, uri: Uri): string[] {
  const text = files.text(uri) ?? '';
  return [...text.matchAll(/DJANGO_SETTINGS_MODULE["']?\s*[=:]?\s*["']?([A-Za-z_]\w*(?:\.\w+)+)/g)].map((match) => match[1]!);
}

/** Does a launch file start the project under OpenTelemetry's auto-instrumentation, which instruments Django before any project code? */
export function autoInstruments(files: Files, uri: Uri): boolean {
  return AUTO_INSTRUMENTATION.test(files.text(uri) ?? '');
}

/** Does a launch or environment file mention a variable or an agent that may set a tracer provider? */
export function mayProvide(files: Files, uri: Uri): boolean {
  const text = files.text(uri) ?? '';
  return PROVIDER_VARIABLES.test(text) || AGENTS.test(text);
}

/** May a launch file make uWSGI tell OpenTelemetry of its forks? */
export function mayCallForkHooks(files: Files, uri: Uri): boolean {
  return files.state(uri) === 'unreadable' || FORK_HOOKS.test(files.text(uri) ?? '');
}

/** May a launch file make uWSGI load the application in the workers? */
export function mayBeLazy(files: Files, uri: Uri): boolean {
  return LAZY_APPS.test(files.text(uri) ?? '');
}
