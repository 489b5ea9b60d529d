// The one table of settings: pyproject.toml, the editor's settings, both schemas and the README's table are made from it.
import type { Severity } from '../report';

export type Level = Severity | 'off';

export const LEVELS: readonly Level[] = ['error', 'warning', 'information', 'off'];

/** Stands for every rule in a list of rules, but those that have to be named. */
export const ALL = 'all';

/** What is set, as it was written; paths and globs are relative to the folder of the file they stand in. */
export interface Options {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly severity?: Readonly<Record<string, Level>>;
  readonly 'per-file-ignores'?: Readonly<Record<string, readonly string[]>>;
  readonly exclude?: readonly string[];
  readonly entrypoints?: readonly string[];
  readonly 'import-roots'?: readonly string[];
  readonly 'settings-module'?: string;
}

export type OptionName = keyof Options;

export interface OptionSpec {
  readonly name: OptionName;
  /** `rules`: a list of rule ids or `all`. `levels`: a level for each rule. `rules-by-glob`: rules for each pattern. */
  readonly kind: 'rules' | 'levels' | 'rules-by-glob' | 'globs' | 'paths' | 'module';
  readonly description: string;
  /** As in pyproject.toml. */
  readonly example: string;
}

export const OPTIONS: readonly OptionSpec[] = [
  { name: 'select', kind: 'rules', description: 'The rules that are asked; when it is left out, every rule but those that are off unless they are named.', example: 'select = ["all"]' },
  { name: 'ignore', kind: 'rules', description: 'Rules that are not asked.', example: 'ignore = ["spans-lost-at-stop"]' },
  { name: 'severity', kind: 'levels', description: 'The severity of a rule: error, warning, information or off.', example: 'severity = { outside-fork-hook = "error" }' },
  { name: 'per-file-ignores', kind: 'rules-by-glob', description: 'Rules that are not asked about files that match a pattern.', example: 'per-file-ignores = { "demo/**" = ["all"] }' },
  { name: 'exclude', kind: 'globs', description: 'Files and folders that are left out, beside those that always are (.git, node_modules, virtual environments).', example: 'exclude = ["legacy", "deploy/old/*.py"]' },
  { name: 'entrypoints', kind: 'paths', description: 'Files that are started beside manage.py, wsgi.py, asgi.py and gunicorn.conf.py.', example: 'entrypoints = ["bin/serve.py"]' },
  { name: 'import-roots', kind: 'paths', description: 'Folders that Python imports modules from beside those that were found.', example: 'import-roots = ["backend"]' },
  { name: 'settings-module', kind: 'module', description: 'The settings module, where no file of the project names it.', example: 'settings-module = "shop.settings.production"' },
];

/** The name of an option among the editor's settings: `per-file-ignores` is `perFileIgnores`. */
export function editorName(name: OptionName): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
