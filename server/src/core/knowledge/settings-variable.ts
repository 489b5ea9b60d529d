// How the variable that names the settings module goes wrong.
import { distance } from '../text/distance';

/** Django reads this variable, and no other one. */
const VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Typing errors that were seen differ by one or two letters: DJANGO_SETTING_MODULE, DJANGO_SETTINGS_MODULES, DJANGO_SETINGS_MODULE. */
const MAX_TYPING_ERRORS = 2;

/** Is this a misspelling of the variable's name, in whatever case? Names of variables are case-sensitive. */
export function isMisspelt(name: string): boolean {
  return name !== VARIABLE && Math.abs(name.length - VARIABLE.length) <= MAX_TYPING_ERRORS && distance(name.toUpperCase(), VARIABLE) <= MAX_TYPING_ERRORS;
}

/** A dotted module name, as `importlib.import_module` takes it. */
export const MODULE_NAME = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** What project templates leave in a name (`{{ cookiecutter.project_slug }}.settings`, `<project>.settings`, `$PROJECT.settings`): it is another text once they are rendered. */
export const PLACEHOLDER = /[{}<>$%]|@@|__\w+__/;

/** What was meant by a value with quotes, spaces, slashes or the ending of a file. */
export function moduleMeant(value: string): string {
  return value.trim().replace(/^["']+|["']+$/g, '').trim().replace(/^\.\/|^\//, '').replace(/[/\\]__init__\.py$|\.py$/, '').replace(/[/\\]/g, '.');
}

/**
 * What code that is not read is called in settings of django-configurations: they are classes, which raise ImproperlyConfigured until its
 * importer is installed (by `configurations.setup()`, `importer.install()` or an import of `configurations.wsgi` and its like; run with 2.5).
 */
export const NEEDS_IMPORTER = /^(import )?configurations(\.|$)/;

/** Where Django's own and common templates put settings, below the package of the application. */
export const CONVENTIONAL_SETTINGS: readonly string[] = ['settings', 'settings.production', 'settings.prod', 'settings.local', 'settings.base', 'settings.dev', 'settings.development'];
