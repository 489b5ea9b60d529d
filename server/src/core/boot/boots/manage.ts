// What every command of manage.py begins with: manage.py itself, settings, ready(), and the module of a command of the project.
import { appPackages } from '../../knowledge/app-configs';
import { UWSGI_MODULES } from '../../knowledge/registrations';
import { EXECUTE, RUNSERVER, RUNSERVER_APPS } from '../../knowledge/commands';
import { appFolderOf } from '../../project/commands';
import { basename, dirname } from '../../text/uri';
import type { Uri } from '../../text/span';
import { callExternal } from '../calls';
import { construct } from '../classes';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';
import { callMethod } from '../serving';
import { Raised } from '../signals';
import { stringOf } from '../value';

export interface ManageOptions {
  /** Undefined: django-admin, or `python -m django`. */
  readonly manage: Uri | undefined;
  /** `--settings`, which Django writes into the environment before it evaluates settings. `value` undefined: not known, or perhaps not given. */
  readonly settings?: { readonly value: string | undefined };
}

/** Runs manage.py. @returns whether it came to the command, with settings. @throws Raised what else ends it */
export function runManage(m: Machine, { manage, settings }: ManageOptions): boolean {
  m.missing = UWSGI_MODULES;
  m.settingsOption = settings;
  const ran = () => m.steps.some(({ event }) => event.kind === 'command-ran');
  try {
    if (manage) runModule(m, '__main__', manage, false, 'server');
    else callExternal(m, EXECUTE, [], new Map());
  } catch (error) {
    // The command runs until the process ends: what stands behind it does not run.
    if (!(error instanceof Raised && error.type === 'SystemExit' && ran())) throw error;
  }
  return ran();
}

/** Empty settings have neither DEBUG and ALLOWED_HOSTS nor apps: runserver ends with a CommandError, other commands are not known. */
export function hasEmptySettings(m: Machine): boolean {
  return m.steps.some(({ event }) => event.kind === 'settings-evaluated' && event.empty);
}

/** Imports a command as Django does, makes one and runs it, unless nothing in reach of it matters or its app is not installed. @throws Raised */
export function runCommand(m: Machine, command: Uri): void {
  const name = commandModule(m, command);
  const module = name === undefined ? undefined : importModule(m, name, 'server');
  const made = module?.kind === 'module' ? module.module.scope.get('Command') : undefined;
  if (made?.kind !== 'class') return;
  const object = construct(m, made, [], new Map());
  if (object.kind === 'object') callMethod(m, object, 'execute');
}

/** The dotted name under which Django imports a command: that of the installed app in whose folder it is; none where a package comes before it with a command of that name. */
function commandModule(m: Machine, command: Uri): string | undefined {
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  const isRunserver = basename(command) === `${RUNSERVER}.py`;
  for (const item of apps?.kind === 'sequence' ? apps.items : []) {
    const text = stringOf(item.kind === 'optional' ? item.value : item);
    if (text !== undefined && isRunserver && RUNSERVER_APPS.test(text)) return undefined;
    const app = text === undefined ? undefined : appIn(m, text, appFolderOf(command));
    if (app === undefined) continue;
    if (item.kind === 'optional' && !m.decide(`installed:${text}`)) continue;
    return `${app}.management.commands.${basename(command).replace(/\.py$/, '')}`;
  }
  return undefined;
}

/** The package that an item of INSTALLED_APPS names, by itself or by its AppConfig, where it is this folder. */
function appIn(m: Machine, item: string, folder: Uri): string | undefined {
  return appPackages(item).find((name) => {
    const found = m.project.resolve(name);
    return typeof found === 'object' && found.isPackage && dirname(found.file) === folder;
  });
}
