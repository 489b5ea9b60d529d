// Django's settings: evaluated at the first access, once.
import { namedSettings } from './environment';
import { importModule } from './imports';
import { settleInstrumentation } from './instrument-in-settings';
import type { Machine } from './machine';
import { Raised } from './signals';
import { stringOf, type Value } from './value';

/** First access to a setting. @throws Raised('ImproperlyConfigured') when no settings module is named */
export function evaluateSettings(m: Machine): undefined {
  if (m.settings !== 'unset') return;
  m.act();
  const named = namedSettings(m);
  if (!named) {
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
  const value = running(m, module);
  m.settings = 'evaluated';
  if (value.kind === 'module') m.settingsScope = value.module.scope;
  else m.unknownEffect(`import ${module}`, ['instrumented', 'provider-installed']);
  m.emit({ kind: 'settings-evaluated', module, empty: false });
}

/** Settings whose module raises stay unset: the next access tries again. @throws Raised */
function running(m: Machine, module: string): Value {
  const evaluation = { module, depth: m.stack.length, calls: [] };
  m.settings = 'running';
  m.inSettings = evaluation;
  try {
    const value = importModule(m, module);
    settleInstrumentation(m, evaluation, value);
    return value;
  } finally {
    m.settings = 'unset';
    m.inSettings = undefined;
  }
}

export function configureSettings(m: Machine): undefined {
  if (m.settings === 'unset') m.settings = 'evaluated';
  m.emit({ kind: 'settings-named', by: 'code' });
}

/** Reading `settings.X`. */
export function readSetting(m: Machine, name: string): Value {
  if (m.settings === 'unset') evaluateSettings(m);
  return m.settingsScope?.get(name) ?? { kind: 'symbol', key: `setting:${name}` };
}
