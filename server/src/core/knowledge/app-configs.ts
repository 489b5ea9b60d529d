// Where AppConfigs stand, and which other settings modules a project may have beside the one that is named.

/** The module of every app's configuration; Django looks for it there alone (3.2 and later; run with 6.1: a class elsewhere is never selected). */
export const CONFIGURATION = 'apps';
export const APPS_FILE = `${CONFIGURATION}.py`;

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

/** Modules of every installed app that `django.setup()` imports: all models before the first `ready()`; admin modules where the admin is installed itself. */
export const MODELS = 'models';
export const ADMIN = 'admin';

/** The admin that imports admin modules, as INSTALLED_APPS names it. */
export const ADMIN_APP = /^django\.contrib\.admin(\.apps\.AdminConfig)?$/;

/** What may be the package of an app, which INSTALLED_APPS names by itself or by its AppConfig: `shop`, `shop.apps.ShopConfig`, `shop.ShopConfig`. */
export function appPackages(item: string): string[] {
  const parts = item.split('.');
  return [0, 1, 2].flatMap((less) => (less < parts.length ? [parts.slice(0, parts.length - less).join('.')] : []));
}
