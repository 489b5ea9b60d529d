// Every rule, one line each.
import { asgiExtraMissing } from './asgi-extra-missing';
import { brokenSampler } from './broken-sampler';
import { distroMissing } from './distro-missing';
import { djangoInstrumentationMissing } from './django-instrumentation-missing';
import { celeryBeatNotInitialised } from './celery-beat-not-initialised';
import { celeryWorkerNotInitialised } from './celery-worker-not-initialised';
import { reloaderDropsInstrumentation } from './reloader-drops-instrumentation';
import { serverScriptChildrenNotInstrumented } from './server-script-children-not-instrumented';
import { uwsgiOsafterforkCrash } from './uwsgi-osafterfork-crash';
import { uwsgiThreadsOff } from './uwsgi-threads-off';
import { celeryLostOnRecycle } from './celery-lost-on-recycle';
import { celeryWeakReceiver } from './celery-weak-receiver';
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
import { instrumentNotCalled } from './instrument-not-called';
import { instrumentLostInSettings } from './instrument-lost-in-settings';
import { otelSettingInvalid } from './otel-setting-invalid';
import { outsideForkHook } from './outside-fork-hook';
import { packageVersionSkew } from './package-version-skew';
import { providerMissing } from './provider-missing';
import { providerWithoutInstrument } from './provider-without-instrument';
import type { Found, Rule, RuleInfo } from './rule';
import { settingsFlagIgnored } from './settings-flag-ignored';
import { settingsModuleNotFound } from './settings-module-not-found';
import { settingsNotSetBeforeInstrument } from './settings-not-set-before-instrument';
import { ownRules } from './own-rules';
import { uwsgidecoratorsUnguarded } from './uwsgidecorators-unguarded';
import { swallowedSettingsError } from './swallowed-settings-error';
import { spansLostAtStop } from './spans-lost-at-stop';
import { wrapperWithoutSettings } from './wrapper-without-settings';
import { tracingSwitchedOff } from './tracing-switched-off';
import { serviceNameMissing } from './service-name-missing';

/** In the order in which findings of one statement are listed. */
export const rules: readonly Rule<Found>[] = [
  settingsNotSetBeforeInstrument,
  wrapperWithoutSettings,
  settingsModuleNotFound,
  settingsFlagIgnored,
  instrumentAfterApplication,
  instrumentInLateHook,
  instrumentLostInSettings,
  instrumentInRequestCode,
  instrumentNotCalled,
  inheritedOnceGuard,
  outsideForkHook,
  providerMissing,
  providerWithoutInstrument,
  brokenSampler,
  hookBreaksMaster,
  doubleInstrumentation,
  environmentLoadedTooLate,
  spansLostAtStop,
  distroMissing,
  djangoInstrumentationMissing,
  exporterPackageMissing,
  hookNeverRuns,
  entrypointNotInstrumented,
  celeryWeakReceiver,
  uwsgidecoratorsUnguarded,
  celeryBeatNotInitialised,
  celeryWorkerNotInitialised,
  celeryLostOnRecycle,
  reloaderDropsInstrumentation,
  serverScriptChildrenNotInstrumented,
  uwsgiOsafterforkCrash,
  uwsgiThreadsOff,
  asgiExtraMissing,
  packageVersionSkew,
  otelSettingInvalid,
  exporterEndpointMismatch,
  endpointNotReachableFromContainer,
  excludedUrlsMatchEverything,
  tracingSwitchedOff,
  headerFormat,
  serviceNameMissing,
  swallowedSettingsError,
];

/** Also those that are about First Span's own comments and settings, and not about the start-up. */
export const allRules: readonly RuleInfo[] = [...rules, ...ownRules];
