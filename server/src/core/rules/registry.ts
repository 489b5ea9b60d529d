// Every rule, by what they are about.
import { asgiExtraMissing } from './asgi-extra-missing';
import { brokenSampler } from './broken-sampler';
import { celeryBeatNotInitialised } from './celery-beat-not-initialised';
import { celeryLostOnRecycle } from './celery-lost-on-recycle';
import { celeryWeakReceiver } from './celery-weak-receiver';
import { celeryWorkerNotInitialised } from './celery-worker-not-initialised';
import { configFileBroken } from './config-file-broken';
import { distroMissing } from './distro-missing';
import { djangoInstrumentationMissing } from './django-instrumentation-missing';
import { doubleInstrumentation } from './double-instrumentation';
import { endpointNotReachableFromContainer } from './endpoint-not-reachable-from-container';
import { entrypointNotInstrumented } from './entrypoint-not-instrumented';
import { environmentLoadedTooLate } from './environment-loaded-too-late';
import { excludedUrlsMatchEverything } from './excluded-urls-match-everything';
import { exporterEndpointMismatch } from './exporter-endpoint-mismatch';
import { exporterPackageMissing } from './exporter-package-missing';
import { headerFormat } from './header-format';
import { hookBreaksMaster } from './hook-breaks-master';
import { hookNeverRuns } from './hook-never-runs';
import { inheritedOnceGuard } from './inherited-once-guard';
import { instrumentAfterApplication } from './instrument-after-application';
import { instrumentInLateHook } from './instrument-in-late-hook';
import { instrumentInRequestCode } from './instrument-in-request-code';
import { instrumentLostInSettings } from './instrument-lost-in-settings';
import { instrumentNotCalled } from './instrument-not-called';
import { otelSettingInvalid } from './otel-setting-invalid';
import { outsideForkHook } from './outside-fork-hook';
import { ownRules } from './own-rules';
import { packageVersionSkew } from './package-version-skew';
import { providerMissing } from './provider-missing';
import { providerWithoutInstrument } from './provider-without-instrument';
import { reloaderDropsInstrumentation } from './reloader-drops-instrumentation';
import type { Found, Rule, RuleInfo } from './rule';
import { serverScriptChildrenNotInstrumented } from './server-script-children-not-instrumented';
import { serviceNameMissing } from './service-name-missing';
import { settingsFlagIgnored } from './settings-flag-ignored';
import { settingsModuleNotFound } from './settings-module-not-found';
import { settingsNotSetBeforeInstrument } from './settings-not-set-before-instrument';
import { spansLostAtStop } from './spans-lost-at-stop';
import { swallowedSettingsError } from './swallowed-settings-error';
import { tracingSwitchedOff } from './tracing-switched-off';
import { uwsgiOsafterforkCrash } from './uwsgi-osafterfork-crash';
import { uwsgiThreadsOff } from './uwsgi-threads-off';
import { uwsgidecoratorsUnguarded } from './uwsgidecorators-unguarded';
import { wrapperWithoutSettings } from './wrapper-without-settings';

/** Rules about one part of tracing, for people who read the list. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly RuleInfo[];
}

const groups: readonly { readonly title: string; readonly rules: readonly Rule<Found>[] }[] = [
  { title: 'The order of start-up', rules: [settingsNotSetBeforeInstrument, wrapperWithoutSettings, settingsModuleNotFound, settingsFlagIgnored, instrumentAfterApplication, instrumentLostInSettings, instrumentInRequestCode, environmentLoadedTooLate, swallowedSettingsError] },
  { title: 'Processes: forks, hooks, workers, reloaders', rules: [instrumentInLateHook, outsideForkHook, inheritedOnceGuard, hookNeverRuns, hookBreaksMaster, reloaderDropsInstrumentation, serverScriptChildrenNotInstrumented, uwsgiOsafterforkCrash, uwsgiThreadsOff, uwsgidecoratorsUnguarded, spansLostAtStop] },
  { title: 'Celery', rules: [celeryWorkerNotInitialised, celeryBeatNotInitialised, celeryWeakReceiver, celeryLostOnRecycle] },
  { title: 'What is instrumented, and what keeps the spans', rules: [instrumentNotCalled, entrypointNotInstrumented, providerMissing, providerWithoutInstrument, doubleInstrumentation, brokenSampler] },
  { title: 'Packages', rules: [distroMissing, djangoInstrumentationMissing, asgiExtraMissing, exporterPackageMissing, packageVersionSkew] },
  { title: 'Variables of OpenTelemetry', rules: [exporterEndpointMismatch, endpointNotReachableFromContainer, headerFormat, configFileBroken, excludedUrlsMatchEverything, otelSettingInvalid, tracingSwitchedOff, serviceNameMissing] },
];

/** In the order in which findings of one statement are listed. */
export const rules: readonly Rule<Found>[] = groups.flatMap((group) => group.rules);

/** Also those that are about First Span's own comments and settings, and not about the start-up. */
export const ruleGroups: readonly RuleGroup[] = [...groups, { title: "First Span's own comments and settings", rules: ownRules }];
export const allRules: readonly RuleInfo[] = ruleGroups.flatMap((group) => group.rules);
