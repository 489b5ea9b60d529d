// Where AppConfigs stand, and which other settings modules a project may have beside the one that is named.

/** Every app's configuration; Django looks for it there alone (3.2 and later; run with 6.1: a class elsewhere is never selected). */
export const APPS_FILE = 'apps.py';

/** Modules of an app, beside `apps`, in which people put an AppConfig that sets tracing up. */
export const OTHER_MODULES: readonly string[] = ['config', 'app', 'appconfig', 'app_config', 'tracing', 'telemetry', 'otel', 'observability', 'instrumentation', 'monitoring'];

const STAGES: readonly string[] = ['production', 'prod', 'live', 'staging', 'stage', 'deploy', 'release', 'base', 'common', 'local', 'dev', 'development'];

/**
 * Settings modules that may stand beside one: `shop.settings_prod`, `shop.prod_settings`, `shop.settings.prod` for `shop.settings`; its
 * siblings for `shop.settings.dev`. What a deployment outside the repository names may be one of them.
 */
export function settingsBeside(module: string): string[] {
  const [parent, last] = [module.split('.').slice(0, -1), module.split('.').at(-1)!];
  const names = STAGES.includes(last) ? STAGES : STAGES.flatMap((stage) => [`${last}_${stage}`, `${stage}_${last}`, `${last}.${stage}`]);
  return names.map((name) => [...parent, name].join('.')).filter((name) => name !== module);
}
