// Closed world: the environment is what the repository shows. Launch and environment files are searched by text until
// they are understood; one hit means that the settings module may be named there, or Django instrumented by a wrapper.
import { AUTO_INSTRUMENTATION } from '../knowledge/launchers';
import { AGENTS, PROVIDER_VARIABLES } from '../knowledge/provider';
import { FORK_HOOKS, LAZY_APPS } from '../knowledge/registrations';
import type { Files } from './view';
import type { Uri } from '../text/span';

/** Does a launch or environment file mention the settings variable? A file that cannot be read might. */
export function namesSettings(files: Files, uri: Uri): boolean {
  const state = files.state(uri);
  return state === 'unreadable' || (files.text(uri)?.includes('DJANGO_SETTINGS_MODULE') ?? false);
}

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
