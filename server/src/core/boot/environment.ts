// os.environ as far as this path has written it, and what naming the settings module means.
import { PROVIDER_VARIABLES } from '../knowledge/provider';
import type { Keywords } from './calls';
import type { Machine } from './machine';
import { keyOf, literal, NONE, OTHERS, stringOf, truth, type Value } from './value';

/** The variable that names the settings module. */
export const SETTINGS_VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Stands in the environment for a variable that is certainly not set. */
export const UNSET: Value = { kind: 'symbol', key: 'unset' };

/** What is known of a variable: its value, `unset`, or nothing. Closed world: the settings variable is what the repository shows. */
export function variable(m: Machine, name: string | undefined): Value | 'unset' | undefined {
  m.environmentReads.add(name ?? OTHERS);
  const known = name === undefined ? undefined : m.environment.get(name);
  if (known) return known === UNSET ? 'unset' : known;
  return name === SETTINGS_VARIABLE && !m.settingsPossiblyNamed ? 'unset' : undefined;
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
  if (PROVIDER_VARIABLES.test(name)) m.unknownEffect(name, ['provider-installed']);
  if (name !== SETTINGS_VARIABLE) return;
  // An empty value counts as unset for Django.
  if (stringOf(value) === '') return;
  m.emit({ kind: 'settings-named', ...(stringOf(value) === undefined ? {} : { module: stringOf(value)! }), by });
}

export function setDefault(m: Machine, key: Value | undefined, value: Value | undefined): Value {
  const name = variableName(key);
  const known = name === undefined ? undefined : m.environment.get(name);
  if (known && known !== UNSET) return known;
  // Code that was not read may have set another value before.
  const set = name === SETTINGS_VARIABLE && m.settingsPossiblyNamed ? m.fresh() : value;
  setEnvironment(m, key, set);
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
  if (known) return known === 'unset' ? fallback ?? NONE : known;
  // Without the variable another default is another value.
  const otherwise = fallback && truth(fallback) !== false ? `|${keyOf(fallback)}` : '';
  return { kind: 'symbol', key: `env:${JSON.stringify(name)}${otherwise}` };
}
