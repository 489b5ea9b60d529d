// The settings that hold for one file: layers of options, the first that sets an option wins.
import type { Severity } from '../report';
import { allRules } from '../rules/registry';
import { matchesGlob } from '../text/glob';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import { ALL, OPTIONS, type Level, type OptionName, type Options } from './options';

/** Options of one place. */
export interface Layer {
  readonly options: Options;
  /** The folder that paths and patterns are relative to. */
  readonly base: Uri;
  /** What people call the place: a file's URI, or words such as `the command line`. */
  readonly from: string;
}

/** What the host adds to the pyproject.toml files of the workspace. */
export interface HostSettings {
  /** The command line: wins over everything. */
  readonly first?: Layer;
  /** A file that is taken instead of every pyproject.toml. */
  readonly instead?: Layer;
  /** A pyproject.toml above the workspace folders, for files that have none of their own. */
  readonly above?: Layer;
  /** The editor's settings by workspace folder: they fill gaps. */
  readonly last?: ReadonlyMap<Uri, Layer>;
}

/** An option's value with the place that set it. */
export interface Setting<K extends OptionName = OptionName> {
  readonly value: NonNullable<Options[K]>;
  readonly base: Uri;
  readonly from: string;
}

export type Configuration = { readonly [K in OptionName]?: Setting<K> };

/** @param layers the first wins; @param commanded whether the first is the command line, whose `select` undoes what files leave out */
export function merge(layers: readonly Layer[], commanded: boolean): Configuration {
  const settings = OPTIONS.flatMap(({ name }): [OptionName, Setting][] => {
    const setting = settingOf(layers, name);
    return setting ? [[name, setting]] : [];
  });
  const merged: Configuration = Object.fromEntries(settings);
  const [first] = layers;
  return {
    ...merged,
    ...(merged.ignore ? { ignore: { ...merged.ignore, value: ignored(layers, commanded) } } : {}),
    ...(merged.severity ? { severity: { ...merged.severity, value: levels(layers, (commanded && first?.options.select) || []) } } : {}),
  };
}

function settingOf(layers: readonly Layer[], name: OptionName): Setting | undefined {
  const layer = layers.find(({ options }) => options[name] !== undefined);
  return layer && { value: layer.options[name]!, base: layer.base, from: layer.from };
}

/** `--ignore` adds to what files ignore; `--select` starts anew. */
function ignored([first, ...rest]: readonly Layer[], commanded: boolean): readonly string[] {
  const own = first?.options.ignore;
  if (commanded && first?.options.select) return own ?? [];
  const below = rest.find(({ options }) => options.ignore)?.options.ignore ?? [];
  return commanded ? [...new Set([...(own ?? []), ...below])] : own ?? below;
}

/** Rule by rule; a rule that the command line selects by its name is not off. */
function levels(layers: readonly Layer[], selected: readonly string[]): Readonly<Record<string, Level>> {
  const merged: Record<string, Level> = Object.assign({}, ...layers.map(({ options }) => options.severity).reverse());
  return Object.fromEntries(Object.entries(merged).filter(([rule, level]) => level !== 'off' || !selected.includes(rule)));
}

/** What the settings make of a finding's severity. @param own the rule's own */
export function levelOf(configuration: Configuration, rule: string, file: Uri, own: Severity): Level {
  return runs(configuration, rule, file) ? configuration.severity?.value[rule] ?? own : 'off';
}

/** Is the rule asked about this file? @param always it is left out only by its name, never by `select` or `all` */
export function runs(configuration: Configuration, rule: string, file: Uri, always = false): boolean {
  const { select, ignore, severity } = configuration;
  const listed = (rules: readonly string[]): boolean => rules.includes(rule) || (!always && rules.includes(ALL));
  if (severity?.value[rule] === 'off') return false;
  if (isByName(rule) && !select?.value.includes(rule) && severity?.value[rule] === undefined) return false;
  if (select && !always && !listed(select.value)) return false;
  if (ignore && listed(ignore.value)) return false;
  const perFile = configuration['per-file-ignores'];
  return !perFile || !Object.entries(perFile.value).some(([glob, rules]) => matches(file, perFile.base, glob) && listed(rules));
}

/** Is it off only because nothing names it? What it would do is then offered where somebody asks for it. */
export function isOffered(configuration: Configuration, rule: string, file: Uri): boolean {
  const select: Setting<'select'> = { value: [rule], base: file, from: rule };
  return isByName(rule) && !isExcluded(configuration, file) && !runs(configuration, rule, file) && runs({ ...configuration, select }, rule, file);
}

/** Off unless it is named: `all` does not mean it. */
const isByName = (rule: string): boolean => allRules.some(({ id, byName }) => id === rule && byName === true);

/** Is the file left out altogether? */
export function isExcluded({ exclude }: Configuration, file: Uri): boolean {
  return exclude !== undefined && exclude.value.some((glob) => matches(file, exclude.base, glob));
}

function matches(file: Uri, base: Uri, glob: string): boolean {
  return isWithin(file, base) && matchesGlob(relative(file, base), glob);
}
