// Asks the core again and again, loading what it wants in between, until it wants nothing more.
import type { Answer } from '../core/checker';
import type { HostSettings } from '../core/config/configuration';
import type { FileState, Snapshot } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import { isWithin } from '../core/text/uri';

/** What the first snapshot is made of. */
export interface Start {
  /** Workspace folders, normalised, without a trailing slash. */
  readonly folders: readonly Uri[];
  /** What `Host.discover` found. */
  readonly named: readonly Uri[];
  /** Files that are known already, such as open buffers. Not changed from here, nor by whoever hands it over. */
  readonly known?: ReadonlyMap<Uri, FileState>;
  /** Settings that do not stand in a pyproject.toml of the workspace. */
  readonly settings?: HostSettings;
}

export interface Settled<T> {
  readonly value: T;
  /** The snapshot that `value` was made from: complete, as far as the core could ask. */
  readonly snapshot: Snapshot;
}

/** Files that are read before other work has its turn: a host may read each at once. */
const PARALLEL = 32;

/**
 * @param read loads one file and never rejects; it is not asked for files outside the folders, which are `absent`.
 * @param step a question to the core, such as `(snapshot) => checker.check(snapshot)`, once what it needs is there.
 * @throws the signal's reason as soon as it is aborted, and whatever `step` throws.
 */
export async function settle<T>(start: Start, read: (uri: Uri) => Promise<FileState>, step: (snapshot: Snapshot) => Answer<T> | Promise<Answer<T>>, signal?: AbortSignal): Promise<Settled<T>> {
  const { folders, named, settings } = start;
  let files = start.known ?? new Map<Uri, FileState>();
  for (;;) {
    signal?.throwIfAborted();
    const snapshot: Snapshot = { folders, named, files, settings };
    const { value, wanted } = await step(snapshot);
    const missing = [...new Set(wanted)].filter((uri) => !files.has(uri));
    if (missing.length === 0) return { value, snapshot };
    files = new Map([...files, ...(await load(folders, missing, read, signal))]);
  }
}

async function load(folders: readonly Uri[], uris: readonly Uri[], read: (uri: Uri) => Promise<FileState>, signal?: AbortSignal): Promise<[Uri, FileState][]> {
  const loaded: [Uri, FileState][] = [];
  for (let i = 0; i < uris.length; i += PARALLEL) {
    if (i > 0) await new Promise(setImmediate);
    signal?.throwIfAborted();
    const part = uris.slice(i, i + PARALLEL);
    loaded.push(...(await Promise.all(part.map(async (uri): Promise<[Uri, FileState]> => [uri, await readInside(folders, uri, read)]))));
  }
  return loaded;
}

async function readInside(folders: readonly Uri[], uri: Uri, read: (uri: Uri) => Promise<FileState>): Promise<FileState> {
  return folders.some((folder) => isWithin(uri, folder)) ? read(uri) : { kind: 'absent' };
}
