// `django.setup()`: which AppConfigs Django selects, and their `ready()`.
import { TRACING_APP } from '../knowledge/packages';
import { callFunction } from './calls';
import { newObject } from './classes';
import { importModule } from './imports';
import type { Machine } from './machine';
import { stringOf, type ClassValue } from './value';

/** `django.setup()` runs `ready()` of every installed app; those of the project are read. */
export function runAppConfigs(m: Machine): undefined {
  if (m.appsLoaded) return;
  m.appsLoaded = true;
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  if (m.settingsScope && !apps) return;
  if (apps?.kind !== 'sequence') return void (m.settings === 'evaluated' && m.settingsScope && m.unknownEffect('INSTALLED_APPS', ['instrumented', 'provider-installed']));
  for (const app of apps.items) {
    const name = stringOf(app.kind === 'optional' ? app.value : app);
    if (app.kind === 'optional' && name !== undefined && inProject(m, name) && !m.decide(`installed:${name}`)) continue;
    if (name === undefined) m.unknownEffect('INSTALLED_APPS', ['instrumented', 'provider-installed']);
    else runAppConfig(m, name);
  }
  if (!apps.complete) m.unknownEffect('INSTALLED_APPS', ['instrumented', 'provider-installed']);
}

function inProject(m: Machine, app: string): boolean {
  return typeof m.project.resolve(app) === 'object' || typeof m.project.resolve(app.split('.')[0]!) === 'object';
}

function runAppConfig(m: Machine, name: string): void {
  if (!inProject(m, name)) {
    if (TRACING_APP.test(name)) m.unknownEffect(`the installed app ${name}`, ['instrumented', 'provider-installed']);
    return;
  }
  const config = appConfig(m, name);
  const ready = config?.attributes.get('ready');
  if (ready?.kind === 'function') callFunction(m, { ...ready, self: newObject(m, config!) }, [], new Map());
}

/** The AppConfig class that Django selects: the one that is named, else the only one in `apps.py`, else the one with `default = True`. */
function appConfig(m: Machine, name: string): ClassValue | undefined {
  if (typeof m.project.resolve(name) !== 'object') {
    const module = importModule(m, name.slice(0, name.lastIndexOf('.')));
    const named = module.kind === 'module' ? module.module.scope.get(name.slice(name.lastIndexOf('.') + 1)) : undefined;
    return named?.kind === 'class' ? named : undefined;
  }
  importModule(m, name);
  if (typeof m.project.resolve(`${name}.apps`) !== 'object') return undefined;
  const apps = importModule(m, `${name}.apps`);
  const classes = apps.kind === 'module' ? [...apps.module.scope.values()].filter((value): value is ClassValue => value.kind === 'class' && isAppConfig(value)) : [];
  const defaults = classes.filter((value) => { const flag = value.attributes.get('default'); return flag?.kind === 'literal' && flag.value === true; });
  return classes.length === 1 ? classes[0] : defaults.length === 1 ? defaults[0] : undefined;
}

function isAppConfig(value: ClassValue): boolean {
  return value.bases.some((base) => (base.kind === 'class' ? isAppConfig(base) : base.kind === 'external' && base.path.endsWith('.AppConfig')));
}
