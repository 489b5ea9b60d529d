// What OpenTelemetry's instrumentation of Django does.
import { LEAVES_DJANGO } from '../knowledge/calls';
import { namedSettings } from './environment';
import type { Told } from './activation';
import type { Keywords } from './calls';
import type { Machine } from './machine';
import { instrumentInSettings } from './instrument-in-settings';
import { providerKey, useProvider } from './provider';
import { evaluateSettings } from './settings';
import { OTHERS, stringOf } from './value';
import { writtenVariables } from './written';

export function instrument(m: Machine, keywords: Keywords): undefined {
  if (m.instrumented) return void m.emit({ kind: 'instrumented-again', dropped: keywords.size > 0 });
  if (m.inSettings) return instrumentInSettings(m, m.inSettings, argumentsOf(m, keywords));
  const unnamed = m.settings === 'unset' && !m.settingsPossiblyNamed && !namedSettings(m);
  if (!unnamed) evaluateSettings(m);
  m.instrumented = true;
  const own = argumentsOf(m, keywords);
  m.emit({ kind: 'instrumented', ...own, ...(m.amid ? { amid: m.amid } : {}), ...writtenVariables(m) });
  useProvider(m, own.provider);
  if (unnamed) leaveSettingsEmpty(m);
}

/** DjangoInstrumentor swallows ImproperlyConfigured and ModuleNotFoundError, and configures empty settings for good. */
function leaveSettingsEmpty(m: Machine): void {
  m.settings = 'evaluated';
  m.emit({ kind: 'settings-evaluated', empty: true });
}

/** `instrument()` where the settings module that is named cannot be found. */
export function instrumentWithoutSettings(m: Machine): void {
  m.instrumented = true;
  m.emit({ kind: 'instrumented', given: [] });
  leaveSettingsEmpty(m);
}

/** A vendor's set-up that instruments Django unless an argument says otherwise. */
export function instrumentUnlessTold(m: Machine, keywords: Keywords): undefined {
  if ([...keywords.keys()].some((name) => name === OTHERS || LEAVES_DJANGO.test(name))) return void m.unknownEffect("a vendor's set-up", ['instrumented']);
  instrument(m, new Map());
}

export function uninstrument(m: Machine): undefined {
  if (m.instrumented) m.emit({ kind: 'uninstrumented' });
  m.unknownEffect('uninstrument()');
}

/** What `instrument()` was given: `tracer_provider=…` counts where it is another one than the global provider. */
function argumentsOf(m: Machine, keywords: Keywords): Told {
  const excluded = stringOf(keywords.get('excluded_urls'));
  return { ...providerGiven(m, keywords), given: [...keywords.keys()], ...(excluded === undefined ? {} : { excluded }) };
}

function providerGiven(m: Machine, keywords: Keywords): { provider?: string } {
  const given = keywords.get('tracer_provider') ?? keywords.get(OTHERS);
  if (!given || (given.kind === 'literal' && given.value === null)) return {};
  if (given.kind === 'instance' && given.path.startsWith('opentelemetry.trace.get_tracer_provider.')) return {};
  return { provider: providerKey(m, given) ?? 'unknown' };
}
