// os.environ as far as this path has written it, and what naming the settings module means.
import { READ_BY_SDK } from '../knowledge/otel-variables';
import { PROVIDER_VARIABLES } from '../knowledge/provider';
import { isMisspelt } from '../knowledge/settings-variable';
import type { Keywords } from './calls';
import { resolve, settle } from './branches';
import type { Machine } from './machine';
import { Raised } from './signals';
import { keyOf, literal, NONE, OTHERS, stringOf, truth, type Value } from './value';
import { written } from './written';

/** The variable that names the settings module. */
export const SETTINGS_VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Stands in the environment for a variable that is certainly not set. */
export const UNSET: Value = { kind: 'symbol', key: 'unset' };

/** What is known of a variable: its value, `unset`, or nothing. Closed world: the settings variable is what the repository shows. */
export function variable(m: Machine, name: string | undefined): Value | 'unset' | undefined {
  m.environmentReads.add(name ?? OTHERS);
  const known = name === undefined ? undefined : resolve(m, m.environment.get(name));
  const possible = name === SETTINGS_VARIABLE && m.settingsPossiblyNamed;
  if (known) return known !== UNSET ? known : possible ? undefined : 'unset';
  return name === SETTINGS_VARIABLE && !possible ? 'unset' : undefined;
}

/** What names the settings module on this path; an empty text counts as nothing for Django. */
export function namedSettings(m: Machine): Value | undefined {
  const written = m.environment.get(SETTINGS_VARIABLE);
  const named = written && settle(m, written);
  return named && named !== UNSET && stringOf(named) !== '' ? named : undefined;
}

function variableName(value: Value | undefined): string | undefined {
  if (value?.kind === 'external' && value.path === 'django.conf.ENVIRONMENT_VARIABLE') return SETTINGS_VARIABLE;
  return stringOf(value);
}

/** `os.environ[name] = value`. An unknown name may be the settings variable. */
export function setEnvironment(m: Machine, key: Value | undefined, value: Value | undefined, by: 'code' | 'default' | 'server' = 'code'): void {
  const name = variableName(key);
  if (name === undefined) return m.unknownEffect('a computed environment variable', ['settings-named']);
  m.write(m.environment, name, written(m, name, value ?? m.fresh(), by === 'default'));
  if (PROVIDER_VARIABLES.test(name)) m.unknownEffect(name, ['provider-installed']);
  if (isMisspelt(name)) misnamed(m, 'spelling', name, value);
  if (name !== SETTINGS_VARIABLE) return;
  // An empty value counts as unset for Django.
  if (stringOf(value) === '') return misnamed(m, 'empty', name);
  m.emit({ kind: 'settings-named', ...(stringOf(value) === undefined ? {} : { module: stringOf(value)! }), by: by === 'server' ? by : 'code' });
}

/** `--settings` of a management command, over whatever names the settings module. */
export function applySettingsOption(m: Machine): undefined {
  if (!m.settingsOption) return;
  const { value } = m.settingsOption;
  if (value === undefined) m.unknownEffect('--settings', ['settings-named']);
  else setEnvironment(m, literal(SETTINGS_VARIABLE), literal(value), 'server');
}

function misnamed(m: Machine, because: 'spelling' | 'empty' | 'putenv', name: string, value?: Value): void {
  const module = stringOf(value);
  m.emit({ kind: 'settings-misnamed', because, name, ...(module === undefined ? {} : { module }) });
}

/** `os.putenv(name, value)` sets the variable for child processes, and leaves os.environ as it is. */
export function putEnvironment(m: Machine, key: Value | undefined, value: Value | undefined): void {
  if (variableName(key) === SETTINGS_VARIABLE) misnamed(m, 'putenv', SETTINGS_VARIABLE, value);
}

/** `del os.environ[name]`, `os.environ.pop(name)`. */
export function removeEnvironment(m: Machine, key: Value | undefined): void {
  const name = variableName(key);
  if (name === undefined) return m.unknownEffect('a computed environment variable', ['settings-named']);
  if (name === SETTINGS_VARIABLE) unnamed(m);
  m.write(m.environment, name, UNSET);
}

/** Whatever code that is not read may have set before is gone, too. Nothing that names the settings module may go on as one with a path that does not. */
function unnamed(m: Machine): void {
  m.act();
  if (namedSettings(m) || m.settingsPossiblyNamed) m.emit({ kind: 'settings-unnamed' });
  m.settingsPossiblyNamed = false;
}

/** A variable that one side of a branch has set or removed has its first value, or `fallback`, on the other. */
function filled(name: string, value: Value, fallback: Value): Value {
  if (value.kind !== 'choice') return value;
  const side = (one: Value | undefined): Value => (one === UNSET ? fallback : one ? filled(name, one, fallback) : { kind: 'symbol', key: `env:${JSON.stringify(name)}` });
  return { ...value, yes: side(value.yes), no: side(value.no) };
}

/** Is a variable in `os.environ`? */
export function isSet(m: Machine, key: Value): Value {
  const known = variable(m, variableName(key));
  if (known === 'unset') return literal(false);
  return known && known.kind !== 'choice' ? literal(true) : { kind: 'symbol', key: `set:${keyOf(key)}` };
}

/** `os.environ[name]`. @throws Raised('KeyError') */
export function environmentItem(m: Machine, key: Value): Value {
  const name = variableName(key);
  const known = variable(m, name);
  if (known === 'unset') throw new Raised('KeyError');
  if (known) return filled(name!, known, m.fresh());
  m.mayRaise('KeyError');
  return { kind: 'symbol', key: `env:${keyOf(key)}` };
}

/** `os.environ.pop(name, default)`. @throws Raised('KeyError') */
export function popEnvironment(m: Machine, key: Value | undefined, fallback: Value | undefined): Value {
  const value = fallback ? readEnvironment(m, key, fallback) : key ? environmentItem(m, key) : m.fresh();
  removeEnvironment(m, key);
  return value;
}

/** By code that is not read; a variable of OpenTelemetry by a file. */
const mayBeSet = (m: Machine, name: string): boolean => (name === SETTINGS_VARIABLE && m.settingsPossiblyNamed) || (READ_BY_SDK.test(name) && m.steps.some(({ event }) => event.kind === 'environment-loaded'));

export function setDefault(m: Machine, key: Value | undefined, value: Value | undefined): Value {
  const name = variableName(key);
  const known = name === undefined ? undefined : resolve(m, m.environment.get(name));
  if (name !== undefined && READ_BY_SDK.test(name)) m.environmentReads.add(name);
  if (known && known !== UNSET) return known;
  // Code that was not read may have set another value before.
  const set = name !== undefined && mayBeSet(m, name) ? m.fresh() : value;
  setEnvironment(m, key, set, 'default');
  return set ?? m.fresh();
}

export function updateEnvironment(m: Machine, values: Value | undefined, keywords: Keywords): Value {
  if (values && values.kind !== 'dict') m.unknownEffect('os.environ.update()', ['settings-named']);
  const given = [...(values?.kind === 'dict' ? values.items : []), ...keywords];
  for (const [key, value] of given) setEnvironment(m, key === OTHERS ? undefined : literal(key), value);
  return NONE;
}

export function readEnvironment(m: Machine, key: Value | undefined, fallback: Value | undefined): Value {
  const name = variableName(key);
  if (name === undefined) return m.fresh();
  const known = variable(m, name);
  if (known) return known === 'unset' ? fallback ?? NONE : filled(name, known, fallback ?? NONE);
  // Without the variable another default is another value.
  const otherwise = fallback && truth(fallback) !== false ? `|${keyOf(fallback)}` : '';
  return { kind: 'symbol', key: `env:${JSON.stringify(name)}${otherwise}`, ...(fallback && { read: { variable: name, otherwise: fallback } }) };
}
