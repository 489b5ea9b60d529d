// What library calls do to the process: environment, settings, instrumentation, provider, application.
import type { Action } from '../knowledge/calls';
import { TRACING_APP } from '../knowledge/packages';
import { importModule } from './imports';
import { Raised, type Machine } from './machine';
import { callFunction, type Keywords } from './calls';
import { keyOf, literal, NONE, OTHERS, stringOf, truth, type ClassValue, type Value } from './value';

/** The variable that names the settings module. */
export const SETTINGS_VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Actions that change nothing by themselves. */
const READS: ReadonlySet<Action> = new Set<Action>(['set-environment-default', 'read-environment', 'import-named', 'evaluate-settings', 'read-provider', 'end-process']);

/** Carries out one action. @returns the call's value where the action decides it. @throws Raised */
export function act(m: Machine, action: Action, args: readonly Value[], keywords: Keywords): Value | undefined {
  if (!READS.has(action)) m.act();
  switch (action) {
    case 'set-environment-default': return setDefault(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('value'));
    case 'update-environment': return updateEnvironment(m, args[0], keywords);
    case 'read-environment': return readEnvironment(m, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('default'));
    case 'load-environment': return void m.unknownEffect('a file of environment variables', ['settings-named']);
    case 'import-named': return importNamed(m, args[0]);
    case 'evaluate-settings': return evaluateSettings(m);
    case 'configure-settings': return configureSettings(m);
    case 'run-app-configs': return runAppConfigs(m);
    case 'build-wsgi-application': return void m.emit({ kind: 'application-built', interface: 'wsgi' });
    case 'build-asgi-application': return void m.emit({ kind: 'application-built', interface: 'asgi' });
    case 'run-command': return void m.emit({ kind: 'command-ran' });
    case 'instrument': return instrument(m);
    case 'uninstrument': return void m.unknownEffect('uninstrument()');
    case 'install-provider': return installProvider(m);
    case 'read-provider': return { kind: 'instance', path: `opentelemetry.trace.get_tracer_provider.${m.provider ? 'TracerProvider' : 'ProxyTracerProvider'}`, key: `provider:${m.provider}` };
    case 'add-processor': return void m.emit({ kind: 'processor-added', to: 'own' });
    case 'add-processor-to-current': return void m.emit({ kind: 'processor-added', to: 'current' });
    case 'create-exporter': return void m.emit({ kind: 'exporter-created' });
    case 'use-models': return void m.needApps();
    case 'end-process': throw new Raised('SystemExit');
    case 'wrap-application': return void m.emit({ kind: 'application-wrapped' });
  }
}

function variableName(value: Value | undefined): string | undefined {
  if (value?.kind === 'external' && value.path === 'django.conf.ENVIRONMENT_VARIABLE') return SETTINGS_VARIABLE;
  return stringOf(value);
}

/** `os.environ[name] = value`. An unknown name may be the settings variable. */
export function setEnvironment(m: Machine, key: Value | undefined, value: Value | undefined, by: 'code' | 'server' = 'code'): void {
  const name = variableName(key);
  if (name === undefined) return m.unknownEffect('a computed environment variable', ['settings-named']);
  m.act();
  m.environment.set(name, value ?? m.fresh());
  if (name !== SETTINGS_VARIABLE) return;
  // An empty value counts as unset for Django.
  if (stringOf(value) === '') return;
  m.emit({ kind: 'settings-named', ...(stringOf(value) === undefined ? {} : { module: stringOf(value)! }), by });
}

function setDefault(m: Machine, key: Value | undefined, value: Value | undefined): Value {
  const name = variableName(key);
  const known = name === undefined ? undefined : m.environment.get(name);
  if (known) return known;
  // Code that was not read may have set another value before.
  const set = name === SETTINGS_VARIABLE && m.settingsPossiblyNamed ? m.fresh() : value;
  setEnvironment(m, key, set);
  return set ?? m.fresh();
}

function updateEnvironment(m: Machine, values: Value | undefined, keywords: Keywords): Value {
  if (values && values.kind !== 'dict') m.unknownEffect('os.environ.update()', ['settings-named']);
  const given = [...(values?.kind === 'dict' ? values.items : []), ...keywords];
  for (const [key, value] of given) setEnvironment(m, key === OTHERS ? undefined : literal(key), value);
  return NONE;
}

function readEnvironment(m: Machine, key: Value | undefined, fallback: Value | undefined): Value {
  const name = variableName(key);
  if (name === undefined) return m.fresh();
  const known = m.environment.get(name);
  if (known) return known;
  // Closed world: the settings variable is what the repository shows.
  if (name === SETTINGS_VARIABLE && !m.settingsPossiblyNamed) return fallback ?? NONE;
  // Without the variable another default is another value.
  const otherwise = fallback && truth(fallback) !== false ? `|${keyOf(fallback)}` : '';
  return { kind: 'symbol', key: `env:${JSON.stringify(name)}${otherwise}` };
}

function importNamed(m: Machine, name: Value | undefined): Value {
  const module = stringOf(name);
  if (module && !module.startsWith('.')) return importModule(m, module);
  m.unknownEffect('importlib.import_module()');
  return m.fresh();
}

/** First access to a setting. @throws Raised('ImproperlyConfigured') when no settings module is named */
function evaluateSettings(m: Machine): undefined {
  if (m.settings !== 'unset') return;
  m.act();
  const named = m.environment.get(SETTINGS_VARIABLE);
  if (!named || stringOf(named) === '') {
    if (!m.settingsPossiblyNamed) throw new Raised('ImproperlyConfigured');
    return unknownSettings(m);
  }
  const module = stringOf(named) ?? candidate(m);
  if (module === undefined) return unknownSettings(m);
  runSettings(m, module);
}

/** The value is not known, but it is one of the project's settings modules: each is tried. */
function candidate(m: Machine): string | undefined {
  const { settingsModules } = m.project;
  const last = settingsModules.length - 1;
  return settingsModules.find((name, i) => i === last || m.decide(`settings:${name}`));
}

function unknownSettings(m: Machine): undefined {
  m.settings = 'evaluated';
  m.emit({ kind: 'settings-evaluated', empty: false });
  m.unknownEffect('the settings module', ['instrumented', 'provider-installed']);
}

function runSettings(m: Machine, module: string): void {
  m.settings = 'running';
  const value = importModule(m, module);
  m.settings = 'evaluated';
  if (value.kind === 'module') m.settingsScope = value.module.scope;
  else m.unknownEffect(`import ${module}`, ['instrumented', 'provider-installed']);
  m.emit({ kind: 'settings-evaluated', module, empty: false });
}

function configureSettings(m: Machine): undefined {
  if (m.settings === 'unset') m.settings = 'evaluated';
  m.emit({ kind: 'settings-named', by: 'code' });
}

/** Reading `settings.X`. */
export function readSetting(m: Machine, name: string): Value {
  if (m.settings === 'unset') evaluateSettings(m);
  return m.settingsScope?.get(name) ?? { kind: 'symbol', key: `setting:${name}` };
}

function instrument(m: Machine): undefined {
  // While settings are being evaluated the change may be lost or kept: a question of its own.
  if (m.settings === 'running') return void m.unknownEffect('instrument() inside the settings module', ['instrumented']);
  const unnamed = m.settings === 'unset' && !m.settingsPossiblyNamed && !stringOf(m.environment.get(SETTINGS_VARIABLE)) && m.environment.get(SETTINGS_VARIABLE)?.kind !== 'symbol';
  if (m.instrumented) return void m.emit({ kind: 'instrumented-again' });
  if (!unnamed) evaluateSettings(m);
  m.instrumented = true;
  m.emit({ kind: 'instrumented' });
  if (!unnamed) return;
  // DjangoInstrumentor swallows ImproperlyConfigured and configures empty settings for good.
  m.settings = 'evaluated';
  m.emit({ kind: 'settings-evaluated', empty: true });
}

function installProvider(m: Machine): Value {
  if (!m.provider) m.emit({ kind: 'provider-installed' });
  m.provider = true;
  return NONE;
}

/** `django.setup()` runs `ready()` of every installed app; those of the project are read. */
function runAppConfigs(m: Machine): undefined {
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
  if (ready?.kind === 'function') callFunction(m, { ...ready, self: { kind: 'object', class: config!, attributes: new Map() } }, [], new Map());
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
