// `django.setup()`: which AppConfigs Django selects, and their `ready()`.
import { ADMIN, ADMIN_APP, appPackages, MODELS } from '../knowledge/app-configs';
import { TRACING_APP } from '../knowledge/packages';
import { perhaps } from './branches';
import { callFunction } from './calls';
import { newObject, objectAttribute } from './classes';
import { importModule } from './imports';
import type { Reach } from '../project/survey';
import type { Machine } from './machine';
import type { SelectedConfig } from './events';
import { stringOf, type ClassValue, type Value } from './value';

const UNKNOWN_APPS = 'INSTALLED_APPS';

/** `django.setup()`: every app's configuration, then every `ready()`; those of the project are read. @throws Raised */
export function runAppConfigs(m: Machine): undefined {
  if (m.appsLoaded) return;
  m.appsLoaded = true;
  const apps = m.settingsScope?.get('INSTALLED_APPS');
  if (m.settingsScope && !apps) return;
  if (apps?.kind !== 'sequence') return void (m.settings === 'evaluated' && m.settingsScope && unknownApps(m, UNKNOWN_APPS));
  const configs = apps.items.filter((item) => isRelevant(m, item)).flatMap((app) => configured(m, app));
  const names = apps.items.map(textOf);
  m.emit({ kind: 'apps-set-up', installed: names.filter((name) => name !== undefined), complete: apps.complete && !names.includes(undefined), selected: configs.flatMap(({ name, config, unclear }) => (config ?? unclear ? [selectedConfig(name, config)] : [])) });
  importModules(m, apps.items);
  for (const { app, name, config, unclear } of configs) {
    if (unclear) unknownApps(m, `the configuration of ${name}`);
    whereInstalled(m, app, () => runReady(m, config));
  }
  if (!apps.complete) unknownApps(m, UNKNOWN_APPS);
}

/**
 * Django imports the models of every app before the first `ready()`, and that of its admin every admin module. Of the project's
 * own those are replayed that can reach a set-up: models pull in most of a large project. Where that is too much, they are unknown. @throws Raised
 */
function importModules(m: Machine, apps: readonly Value[]): void {
  const all = apps.flatMap((app) => textOf(app) ?? []);
  const modules = all.some((name) => ADMIN_APP.test(name)) ? [MODELS, ADMIN] : [MODELS];
  for (const module of modules) {
    for (const app of apps) {
      const name = packageOf(m, textOf(app));
      if (name === undefined || !reachesSetUp(m, `${name}.${module}`)) continue;
      if (!m.followsRequests) unknownApps(m, `import ${name}.${module}`);
      else whereInstalled(m, app, () => void importModule(m, `${name}.${module}`, 'server'));
    }
  }
}

function reachesSetUp(m: Machine, module: string): boolean {
  return typeof m.project.resolve(module) === 'object' && m.project.setUps.reach(module) === 'relevant';
}

/** The app's package in the project, which it or its AppConfig names. */
function packageOf(m: Machine, app: string | undefined): string | undefined {
  return app === undefined ? undefined : appPackages(app).find((name) => { const found = m.project.resolve(name); return typeof found === 'object' && found.isPackage; });
}

interface Configured extends Selection {
  readonly app: Value;
  readonly name: string;
}

function configured(m: Machine, app: Value): Configured[] {
  const name = textOf(app)!;
  let selection: Selection = {};
  const installed = whereInstalled(m, app, () => (selection = appConfig(m, name)));
  return installed ? [{ app, name, ...selection }] : [];
}

const textOf = (app: Value): string | undefined => stringOf(app.kind === 'optional' ? app.value : app);

function unknownApps(m: Machine, because: string): void {
  m.unknownEffect(because, ['instrumented', 'provider-installed']);
}

/** Does something with an app where it is installed. @returns whether it may be */
function whereInstalled(m: Machine, app: Value, work: () => void): boolean {
  if (app.kind === 'optional') return perhaps(m, `installed:${textOf(app)}`, work);
  work();
  return true;
}

/** Is this app the project's own, and can it reach anything about tracing? */
function isRelevant(m: Machine, app: Value): boolean {
  const name = textOf(app);
  if (name === undefined) unknownApps(m, UNKNOWN_APPS);
  else if (!inProject(m, name)) {
    if (TRACING_APP.test(name)) unknownApps(m, `the installed app ${name}`);
  } else {
    const reach = reachOf(m, name);
    if (reach === 'unread') unknownApps(m, `the installed app ${name}`);
    return reach === 'relevant';
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
  const ready = config && objectAttribute(m, newObject(m, config), 'ready');
  if (ready?.kind === 'function') callFunction(m, ready, [], new Map());
}

/** `unclear`: which one is not known. */
interface Selection {
  readonly config?: ClassValue | undefined;
  readonly unclear?: true;
}

/** The AppConfig class that Django selects: the one that is named, else the only one in `apps.py`, else the one with `default = True`. */
function appConfig(m: Machine, name: string): Selection {
  if (typeof m.project.resolve(name) !== 'object') {
    const module = importModule(m, name.slice(0, name.lastIndexOf('.')));
    const named = module.kind === 'module' ? module.module.scope.get(name.slice(name.lastIndexOf('.') + 1)) : undefined;
    return named?.kind === 'class' ? { config: named } : { unclear: true };
  }
  importModule(m, name);
  if (typeof m.project.resolve(`${name}.apps`) !== 'object') return {};
  const apps = importModule(m, `${name}.apps`);
  const classes = apps.kind === 'module' ? [...apps.module.scope.values()].filter((value): value is ClassValue => value.kind === 'class' && isAppConfig(value) !== false) : [];
  // A base that is not read stands in this module too, and may be a default or none.
  if (classes.some((value) => defaultOf(value) === 'unknown' || isAppConfig(value) === undefined)) return { unclear: true };
  return selectedOf(classes);
}

/** With two defaults Django stops with RuntimeError (run with 6.1: "declares more than one default AppConfig"), and names both itself. */
function selectedOf(classes: readonly ClassValue[]): Selection {
  const possible = classes.filter((value) => defaultOf(value) !== false);
  const marked = classes.filter((value) => defaultOf(value) === true);
  if (marked.length > 1) return { unclear: true };
  return { config: possible.length === 1 ? possible[0] : marked[0] };
}

/** The attribute `default` of a class or its bases. */
function defaultOf(value: ClassValue): boolean | 'unknown' | undefined {
  const own = value.attributes.get('default');
  if (own) return own.kind === 'literal' && typeof own.value === 'boolean' ? own.value : 'unknown';
  return value.bases.map((base) => (base.kind === 'class' ? defaultOf(base) : undefined)).find((flag) => flag !== undefined);
}

/** With the `ready()` of its bases, which may be the one that runs. */
function selectedConfig(app: string, config: ClassValue | undefined): SelectedConfig {
  return { app, ...(config ? { name: config.name, readies: readiesOf(config) } : { readies: [] }) };
}

function readiesOf({ attributes, bases }: ClassValue): string[] {
  const own = attributes.get('ready');
  return [...(own?.kind === 'function' ? [`${own.module.file} ${own.item}`] : []), ...bases.flatMap((base) => (base.kind === 'class' ? readiesOf(base) : []))];
}

/** Undefined for one with a base of a package that is not Django's own. */
function isAppConfig({ bases }: ClassValue): boolean | undefined {
  const answers = bases.map((base) => (base.kind === 'class' ? isAppConfig(base) : base.kind === 'external' ? base.path === 'django.apps.AppConfig' || base.path === 'django.apps.config.AppConfig' || (/Config$/.test(base.path) ? undefined : false) : undefined));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}
