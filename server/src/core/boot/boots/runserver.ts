// manage.py runserver: manage.py in the reloader and again in its child, then the system checks, then the application.
import type { Reloader } from '../../knowledge/runserver';
import type { Uri } from '../../text/span';
import { happened, type Tri } from '../boot';
import { SETTINGS_VARIABLE } from '../environment';
import type { BootStep } from '../events';
import type { Machine } from '../machine';
import { serveProject } from '../serving';
import { literal, stringOf, type Value } from '../value';
import { either } from './either';
import { hasEmptySettings, runCommand, runManage, type ManageOptions } from './manage';
import { beginProcess, wrapAgain } from './process';

export interface RunserverOptions extends ManageOptions {
  /** A runserver of the project that may take its place. */
  readonly own: Uri | undefined;
  readonly reloader: Reloader;
  /** Without `--noreload`. */
  readonly reloads: Tri;
  /** Whether it serves ASGI: `no` for `--noasgi`, `unknown` where the installed apps decide. */
  readonly asgi: 'no' | 'unknown';
}

/** Replays `manage.py runserver`, up to the first request. @throws Raised */
export function startRunserver(m: Machine, options: RunserverOptions): void {
  m.commandServes = true;
  m.asgiCommand = options.asgi === 'unknown';
  const inherited = new Map(m.environment);
  const start = beginProcess(m);
  if (!runManage(m, options)) return;
  if (either(m, options.reloads, 'runserver.reloads') && !reload(m, options, inherited, start)) return;
  if (hasEmptySettings(m)) return;
  if (options.own) runCommand(m, options.own);
  serveProject(m);
}

/** @returns whether the child came to the command, with settings */
function reload(m: Machine, options: RunserverOptions, inherited: ReadonlyMap<string, Value>, start: () => void): boolean {
  if (reloadDiffers(m, inherited, options.reloader)) return runChild(m, options, start);
  // So far nobody has asked for it. What only the child runs may: the application, the URL configuration.
  inChildOf(m, options.reloader);
  return true;
}

const inChildOf = (m: Machine, { variable, value }: Reloader): void => void m.environment.set(variable, literal(value));

/** The child does what the parent did, except where that asked for the reloader's variable or for one that it set itself, where `--settings` came too late for it, or where a wrapper is not there any more. */
function reloadDiffers(m: Machine, inherited: ReadonlyMap<string, Value>, { variable }: Reloader): boolean {
  if (m.wrapper && m.wrapper.inherited !== 'yes' || settingsDiffer(m)) return true;
  return [...m.environmentReads].some((name) => name === variable || (name !== SETTINGS_VARIABLE && m.environment.get(name) !== inherited.get(name)));
}

/** Other settings are named by now than those that ran: the child inherits the variable. */
function settingsDiffer({ steps, environment }: Machine): boolean {
  const ran = steps.flatMap(({ event }) => (event.kind === 'settings-evaluated' && !event.empty ? [event.module] : [])).at(-1);
  const named = stringOf(environment.get(SETTINGS_VARIABLE));
  return ran !== undefined && named !== undefined && named !== ran;
}

/** Steps of parent and child are kept apart only where they differ: a list of the same steps twice helps nobody. */
function runChild(m: Machine, options: RunserverOptions, start: () => void): boolean {
  const parent = m.steps.splice(0);
  m.restart(start);
  inChildOf(m, options.reloader);
  wrapAgain(m);
  const served = runManage(m, options);
  if (sameSteps(parent, m.steps)) {
    m.steps.splice(0, m.steps.length, ...parent);
    return served;
  }
  const child = m.steps.splice(0);
  m.steps.push(...parent.map((step) => ({ ...step, process: 'reloader' })));
  m.process = 'reloader';
  m.emit({ kind: 'spawned' });
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
