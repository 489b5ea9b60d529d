// manage.py runserver: manage.py in the reloader and again in its child, then the system checks, then the application.
import { RELOADER } from '../../knowledge/runserver';
import type { Uri } from '../../text/span';
import { happened } from '../boot';
import { SETTINGS_VARIABLE } from '../environment';
import type { BootStep } from '../events';
import type { Machine } from '../machine';
import { serveProject } from '../serving';
import { literal, stringOf, type Value } from '../value';
import { hasEmptySettings, runCommand, runManage } from './manage';

/** Replays `manage.py runserver`, up to the first request. @param own a runserver of the project that may take its place. @throws Raised */
export function startRunserver(m: Machine, manage: Uri, own: Uri | undefined): void {
  m.commandServes = true;
  const inherited = new Map(m.environment);
  const start = m.mark();
  if (!runManage(m, manage)) return;
  if (reloadDiffers(m, inherited) && !runChild(m, manage, start)) return;
  if (hasEmptySettings(m)) return;
  if (own) runCommand(m, own);
  serveProject(m);
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
