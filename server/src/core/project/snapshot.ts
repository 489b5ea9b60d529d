// The frozen input of an analysis: what the host knows of the workspace at one moment.
import type { HostSettings } from '../config/configuration';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';

export type FileState =
  | { readonly kind: 'loaded'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Immutable. A file that is not in `files` is pending: the analysis names it in `wanted`, the host loads it and asks again. */
export interface Snapshot {
  /** Workspace folders, normalised, without a trailing slash. Nothing outside them is ever asked for. */
  readonly folders: readonly Uri[];
  /** Entrypoints, configurations of apps, launch and environment files that the host found by name (`isNamedFile` says which names). */
  readonly named: readonly Uri[];
  readonly files: ReadonlyMap<Uri, FileState>;
  /** Settings that do not stand in a pyproject.toml of the workspace: the command line's and the editor's. */
  readonly settings?: HostSettings;
  /** What is configured about projects, made from `settings` and pyproject.toml files by the analysis; nothing where it is left out. */
  readonly options?: readonly ProjectOptions[];
}

/** What the configuration of one folder says about the Django projects below it. The nearest folder counts. */
export interface ProjectOptions {
  /** The folder of the configuration file, or a workspace folder for the editor's settings. */
  readonly folder: Uri;
  /** Python files that are started, beside those that are found by name. */
  readonly entrypoints: readonly Uri[];
  /** Folders on `sys.path`, beside those that are found. */
  readonly roots: readonly Uri[];
  /** The settings module where no file names it. */
  readonly settingsModule?: string;
}

/** The path of a file below its workspace folder, the innermost one; the URI of a file that is in none. */
export function pathOf({ folders }: Snapshot, uri: Uri): string {
  const folder = folders.filter((one) => isWithin(uri, one)).sort((a, b) => b.length - a.length)[0];
  return folder === undefined ? uri : relative(uri, folder);
}

/** The text of a loaded file. */
export function textOf(snapshot: Snapshot, uri: Uri): string | undefined {
  const state = snapshot.files.get(uri);
  return state?.kind === 'loaded' ? state.text : undefined;
}

/** The same snapshot with some files replaced or added: how a fix is tried before it is offered. */
export function withTexts(snapshot: Snapshot, texts: ReadonlyMap<Uri, string>): Snapshot {
  const files = new Map(snapshot.files);
  for (const [uri, text] of texts) files.set(uri, { kind: 'loaded', text });
  return { ...snapshot, files };
}
