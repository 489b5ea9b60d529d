// Which settings hold for a file of the snapshot: the nearest pyproject.toml that has any, and what the host adds.
import { SETTINGS_FILE } from '../project/names';
import { textOf, type ProjectOptions, type Snapshot } from '../project/snapshot';
import type { Uri } from '../text/span';
import { basename, dirname, isWithin, join } from '../text/uri';
import { merge, type Configuration, type Layer, type Setting } from './configuration';
import type { Problem } from './read';
import type { SettingsFiles } from './settings-files';

export class Configurations {
  /** Files that are needed for a final answer. */
  readonly wanted = new Set<Uri>();
  private readonly files: ReadonlySet<Uri>;
  private readonly byFolder = new Map<Uri, Configuration>();

  constructor(private readonly snapshot: Snapshot, private readonly settings: SettingsFiles) {
    this.files = new Set(snapshot.settings?.instead ? [] : snapshot.named.filter((uri) => basename(uri) === SETTINGS_FILE));
  }

  /** The settings for a file. */
  for(uri: Uri): Configuration {
    const folder = dirname(uri);
    const known = this.byFolder.get(folder);
    if (known) return known;
    const configuration = this.resolve(folder);
    this.byFolder.set(folder, configuration);
    return configuration;
  }

  /** What is said about the Django projects of each folder that has settings. */
  projects(): ProjectOptions[] {
    const folders = new Set([...this.snapshot.folders, ...[...this.files].filter((file) => this.read(file)?.options).map(dirname)]);
    return [...folders].flatMap((folder): ProjectOptions[] => {
      const { entrypoints, 'import-roots': roots, 'settings-module': module } = this.for(`${folder}/${SETTINGS_FILE}`);
      if (!entrypoints && !roots && !module) return [];
      return [{ folder, entrypoints: paths(entrypoints), roots: paths(roots), ...(module ? { settingsModule: module.value } : {}) }];
    });
  }

  /** What is wrong in the pyproject.toml files. */
  problems(): { readonly file: Uri; readonly problem: Problem }[] {
    return [...this.files].sort().flatMap((file) => this.read(file)?.problems.map((problem) => ({ file, problem })) ?? []);
  }

  private resolve(folder: Uri): Configuration {
    const { first, instead, above, last } = this.snapshot.settings ?? {};
    const own = instead ?? this.nearest(folder) ?? above;
    const gaps = [...(last ?? [])].filter(([top]) => isWithin(folder, top)).sort(([a], [b]) => b.length - a.length)[0]?.[1];
    const layers = [first, own, gaps].filter((layer): layer is Layer => layer !== undefined);
    return merge(layers, first !== undefined);
  }

  private nearest(folder: Uri): Layer | undefined {
    if (this.files.size === 0) return undefined;
    const tops = this.snapshot.folders;
    for (let at = folder; tops.some((top) => isWithin(at, top)); at = dirname(at)) {
      const file = `${at}/${SETTINGS_FILE}`;
      if (!this.files.has(file)) continue;
      const options = this.read(file)?.options;
      if (options) return { options, base: at, from: file };
    }
    return undefined;
  }

  private read(file: Uri) {
    if (!this.snapshot.files.has(file)) this.wanted.add(file);
    const text = textOf(this.snapshot, file);
    return text === undefined ? undefined : this.settings.get(file, text);
  }
}

function paths(setting: Setting<'entrypoints'> | Setting<'import-roots'> | undefined): Uri[] {
  return (setting?.value ?? []).map((path) => join(setting!.base, path));
}
