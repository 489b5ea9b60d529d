// `django.setup()`: which AppConfigs Django selects, and their `ready()`.
import { TRACING_APP } from '../knowledge/packages';
import { callFunction } from './calls';
import { newObject } from './classes';
import { importModule } from './imports';
import type { Reach } from '../project/survey';
import type { Machine } from './machine';
import { MODULE_ITEM } from '../python/facts';
import { stringOf, type ClassValue, type Value } from './value';

const UNKNOWN_APPS = 'INSTALLED_APPS';

/** `django.setup()`: every app's configuration, then every `ready()`; those of the project are read. @throws Raised */
export function runAppConfigs(m: Machine): undefined {
  if (m.appsLoaded) return;
  m.appsLoaded = true;
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  if (m.settingsScope && !apps) return;
  if (apps?.kind !== 'sequence') return void (m.settings === 'evaluated' && m.settingsScope && unknownApps(m, UNKNOWN_APPS));
  const installed = apps.items.filter((app) => isInstalled(m, app)).map((app) => stringOf(app.kind === 'optional' ? app.value : app)!);
  const configs = installed.map((name) => appConfig(m, name));
  for (const config of configs) runReady(m, config);
  if (!apps.complete) unknownApps(m, UNKNOWN_APPS);
}

function unknownApps(m: Machine, because: string): void {
  m.unknownEffect(because, ['instrumented', 'provider-installed']);
}

/** Is this app the project's own, installed on this path, and can it reach anything about tracing? */
function isInstalled(m: Machine, app: Value): boolean {
  const name = stringOf(app.kind === 'optional' ? app.value : app);
  if (name === undefined) unknownApps(m, UNKNOWN_APPS);
  else if (!inProject(m, name)) {
    if (TRACING_APP.test(name)) unknownApps(m, `the installed app ${name}`);
  } else {
    const reach = reachOf(m, name);
    if (reach === 'unread') unknownApps(m, `the installed app ${name}`);
    return reach === 'relevant' && (app.kind !== 'optional' || m.decide(`installed:${name}`));
  }
  return false;
}

/** What setting up an app can reach: its package and its configuration. */
function reachOf(m: Machine, name: string): Reach {
  const parts = name.split('.');
  const packages = typeof m.project.resolve(name) === 'object' ? [name] : [parts.slice(0, -1).join('.'), parts.slice(0, -2).join('.')];
  const modules = packages.flatMap((folder) => [folder, `${folder}.apps`]).filter((module) => m.project.resolve(module) !== 'absent');
  const reached = modules.map((module) => m.project.apps.reach(module));
  return reached.includes('relevant') ? 'relevant' : reached.includes('unread') ? 'unread' : 'quiet';
}

function inProject(m: Machine, app: string): boolean {
  return typeof m.project.resolve(app) === 'object' || typeof m.project.resolve(app.split('.')[0]!) === 'object';
}

function runReady(m: Machine, config: ClassValue | undefined): void {
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
  const selected = selectedOf(classes);
  // `default_app_config` of the package counts before Django 4.1.
  const unclear = classes.some((value) => defaultOf(value) === 'unknown') || m.modules.get(name)?.scope.has('default_app_config');
  if (!selected && !unclear) for (const value of classes) skipped(m, name, value);
  return selected;
}

function selectedOf(classes: readonly ClassValue[]): ClassValue | undefined {
  const possible = classes.filter((value) => defaultOf(value) !== false);
  const marked = classes.filter((value) => defaultOf(value) === true);
  return possible.length === 1 ? possible[0] : marked.length === 1 ? marked[0] : undefined;
}

/** The attribute `default` of a class or its bases. */
function defaultOf(value: ClassValue): boolean | 'unknown' | undefined {
  const own = value.attributes.get('default');
  if (own) return own.kind === 'literal' && typeof own.value === 'boolean' ? own.value : 'unknown';
  return value.bases.map((base) => (base.kind === 'class' ? defaultOf(base) : undefined)).find((flag) => flag !== undefined);
}

function skipped(m: Machine, app: string, { name, attributes }: ClassValue): void {
  const ready = attributes.get('ready');
  if (ready?.kind !== 'function' || ready.module.name !== `${app}.apps`) return;
  const { file } = ready.module;
  const defined = m.project.files.item(file, MODULE_ITEM)!.body.find((statement) => statement.kind === 'class' && statement.name === name);
  if (defined) m.emit({ kind: 'config-skipped', app, path: `${app}.apps.${name}`, ready: ready.item }, [...m.chain(), { file, item: MODULE_ITEM, statement: defined.at, entered: 'module' }]);
}

function isAppConfig(value: ClassValue): boolean {
  return value.bases.some((base) => (base.kind === 'class' ? isAppConfig(base) : base.kind === 'external' && base.path.endsWith('.AppConfig')));
}
