// Closed world: the environment is what the repository shows. For a launch its files say it; under a server that no launch file starts, and
// for a person, a text search in all of them does: one hit means that the settings module may be named there, or Django instrumented.
import { AUTO_INSTRUMENTATION } from '../knowledge/launchers';
import { AGENTS, PROVIDER_VARIABLES } from '../knowledge/provider';
import { FORK_HOOKS, LAZY_APPS } from '../knowledge/registrations';
import { perText } from './per-text';
import type { Files } from './view';
import type { Uri } from '../text/span';

/** May a launch or environment file set a variable? One that cannot be read might. */
export function mayName(files: Files, uri: Uri, variable: string): boolean {
  if (files.state(uri) === 'unreadable') return true;
  const text = files.content(uri);
  const names = namesIn(files, uri);
  if (text === undefined || !names) return false;
  const found = names.get(variable) ?? text.includes(variable);
  names.set(variable, found);
  return found;
}

/** Of the variables that were looked for, whether the text has them. */
const namesIn = perText(() => new Map<string, boolean>());

export const namesSettings = (files: Files, uri: Uri): boolean => mayName(files, uri, 'DJANGO_SETTINGS_MODULE');

/** Dotted names that stand right behind the variable, such as in `DJANGO_SETTINGS_MODULE=shop.settings`. */
export const namedModules = (files: Files, uri: Uri): readonly string[] => modulesIn(files, uri) ?? [];

const modulesIn = perText((text) => [...text.matchAll(/DJANGO_SETTINGS_MODULE["']?\s*[=:]?\s*["']?([A-Za-z_]\w*(?:\.\w+)+)/g)].map((match) => match[1]!));

/** Does a launch file start the project under OpenTelemetry's auto-instrumentation, which instruments Django before any project code? */
export const autoInstruments = (files: Files, uri: Uri): boolean => hasAutoInstrumentation(files, uri) ?? false;

const hasAutoInstrumentation = perText((text) => AUTO_INSTRUMENTATION.test(text));

/** Does a launch or environment file mention a variable or an agent that may set a tracer provider? */
export const mayProvide = (files: Files, uri: Uri): boolean => hasProvider(files, uri) ?? false;

const hasProvider = perText((text) => PROVIDER_VARIABLES.test(text) || AGENTS.test(text));

/** May a launch file make uWSGI tell OpenTelemetry of its forks? */
export const mayCallForkHooks = (files: Files, uri: Uri): boolean => files.state(uri) === 'unreadable' || (hasForkHooks(files, uri) ?? false);

const hasForkHooks = perText((text) => FORK_HOOKS.test(text));

/** May a launch file make uWSGI load the application in the workers? */
export const mayBeLazy = (files: Files, uri: Uri): boolean => hasLazyApps(files, uri) ?? false;

const hasLazyApps = perText((text) => LAZY_APPS.test(text));
