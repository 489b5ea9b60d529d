// What OpenTelemetry's calls do: instrumentation and provider.
import { SETTINGS_VARIABLE } from './environment';
import type { Machine } from './machine';
import { instrumentInSettings } from './instrument-in-settings';
import { evaluateSettings } from './settings';
import { NONE, stringOf, type Value } from './value';

export function instrument(m: Machine): undefined {
  if (m.instrumented) return void m.emit({ kind: 'instrumented-again' });
  if (m.inSettings) return instrumentInSettings(m, m.inSettings);
  const unnamed = m.settings === 'unset' && !m.settingsPossiblyNamed && !stringOf(m.environment.get(SETTINGS_VARIABLE)) && m.environment.get(SETTINGS_VARIABLE)?.kind !== 'symbol';
  if (!unnamed) evaluateSettings(m);
  m.instrumented = true;
  m.emit({ kind: 'instrumented' });
  if (!unnamed) return;
  // DjangoInstrumentor swallows ImproperlyConfigured and configures empty settings for good.
  m.settings = 'evaluated';
  m.emit({ kind: 'settings-evaluated', empty: true });
}

export function uninstrument(m: Machine): undefined {
  if (m.instrumented) m.emit({ kind: 'uninstrumented' });
  m.unknownEffect('uninstrument()');
}

export function installProvider(m: Machine): Value {
  if (!m.provider) m.emit({ kind: 'provider-installed' });
  m.provider = true;
  return NONE;
}
