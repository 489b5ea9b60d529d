// manage.py runserver: manage.py in the reloader and again in its child, then the system checks, then the application.
import { ASGI_RUNSERVER, RELOADER } from '../../knowledge/runserver';
import type { Uri } from '../../text/span';
import { act } from '../effects';
import { happened } from '../boot';
import { SETTINGS_VARIABLE } from '../environment';
import type { BootStep } from '../events';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';
import { Raised } from '../signals';
import { importUrls, serve } from '../requests';
import { literal, stringOf, type Value } from '../value';

/** Replays `manage.py runserver`, up to the first request. @throws Raised */
export function startRunserver(m: Machine, manage: Uri): void {
  m.commandServes = true;
  const inherited = new Map(m.environment);
  const start = m.mark();
  if (!runManage(m, manage)) return;
  if (reloadDiffers(m, inherited) && !runChild(m, manage, start)) return;
  // Without DEBUG and ALLOWED_HOSTS it ends with a CommandError, and empty settings have neither.
  if (m.steps.some(({ event }) => event.kind === 'settings-evaluated' && event.empty)) return;
  importUrls(m);
  loadApplication(m);
  serve(m);
}

/** Runs manage.py. @returns whether it came to the command. @throws Raised what else ends it */
function runManage(m: Machine, manage: Uri): boolean {
  const ran = () => m.steps.some(({ event }) => event.kind === 'command-ran');
  try {
    runModule(m, '__main__', manage, false, 'server');
  } catch (error) {
    // The command serves until the process ends: what stands behind it does not run.
    if (!(error instanceof Raised && error.type === 'SystemExit' && ran())) throw error;
  }
  return ran();
}

/** The child does what the parent did, except where that asked for the reloader's variable or for one that it set itself. */
function reloadDiffers(m: Machine, inherited: ReadonlyMap<string, Value>): boolean {
  return [...m.environmentReads].some((name) => name === RELOADER.variable || (name !== SETTINGS_VARIABLE && m.environment.get(name) !== inherited.get(name)));
}

/** Steps of parent and child are kept apart only where they differ: a list of the same steps twice helps nobody. */
function runChild(m: Machine, manage: Uri, start: () => void): boolean {
  const parent = m.steps.splice(0);
  m.restart(start);
  m.environment.set(RELOADER.variable, literal(RELOADER.value));
  const served = runManage(m, manage);
  if (sameSteps(parent, m.steps)) {
    m.steps.splice(0, m.steps.length, ...parent);
    return served;
  }
  const child = m.steps.splice(0);
  m.steps.push(...parent.map((step) => ({ ...step, process: 'reloader' })));
  m.process = 'server';
  // What the reloader set is in the child's environment.
  const named = stringOf(m.environment.get(SETTINGS_VARIABLE));
  if (happened(parent, 'settings-named') === 'yes') m.emit({ kind: 'settings-named', ...(named ? { module: named } : {}), by: 'server' });
  m.steps.push(...child.map((step) => ({ ...step, process: 'server' })));
  return served;
}

const isNaming = ({ event }: BootStep): boolean => event.kind === 'settings-named';

/** Naming is left out: in the child the variable is set already. */
function sameSteps(a: readonly BootStep[], b: readonly BootStep[]): boolean {
  const texts = (steps: readonly BootStep[]) => JSON.stringify(steps.filter((step) => !isNaming(step)));
  return texts(a) === texts(b);
}

/** `WSGI_APPLICATION` or `ASGI_APPLICATION`, which names a variable of a module; Django's own application where there is none. @throws Raised */
function loadApplication(m: Machine): void {
  if (!m.settingsScope) return m.unknownEffect('the application');
  const named = m.settingsScope.get(servesAsgi(m) ? 'ASGI_APPLICATION' : 'WSGI_APPLICATION') ?? literal(null);
  const name = stringOf(named);
  if (name) importModule(m, name.split('.').slice(0, -1).join('.'), 'server');
  else if (named.kind === 'literal') for (const action of ['load-middleware', 'build-wsgi-application'] as const) act(m, action, [], new Map());
  else m.unknownEffect('the application');
}

/** Has an installed app a `runserver` of its own? Both are tried where that is not known. */
function servesAsgi(m: Machine): boolean {
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  if (apps?.kind !== 'sequence') return apps !== undefined && m.decide('runserver:asgi');
  const certain = (app: string) => apps.items.some((item) => stringOf(item)?.split('.')[0] === app && ASGI_RUNSERVER[app] === 'always');
  if (Object.keys(ASGI_RUNSERVER).some(certain)) return true;
  const possible = apps.items.some((item) => { const name = stringOf(item.kind === 'optional' ? item.value : item); return name === undefined || Object.hasOwn(ASGI_RUNSERVER, name.split('.')[0]!); });
  return (possible || !apps.complete) && m.decide('runserver:asgi');
}
