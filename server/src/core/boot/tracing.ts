// What OpenTelemetry's calls do: instrumentation and provider.
import { SETTINGS_VARIABLE } from './environment';
import type { Machine } from './machine';
import { evaluateSettings } from './settings';
import { NONE, stringOf, type Value } from './value';

export function instrument(m: Machine): undefined {
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

export function installProvider(m: Machine): Value {
  if (!m.provider) m.emit({ kind: 'provider-installed' });
  m.provider = true;
  return NONE;
}
