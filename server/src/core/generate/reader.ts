// Reads files of a snapshot and remembers which ones have to be loaded for a complete answer.
import { textOf, type Snapshot } from '../project/snapshot';
import { isWithin } from '../text/uri';
import type { Uri } from '../text/span';

export class Reader {
  private readonly pending = new Set<Uri>();

  constructor(readonly snapshot: Snapshot) {}

  /** Files that were asked for and are not loaded yet. */
  get wanted(): readonly Uri[] {
    return [...this.pending];
  }

  /** The text of a file; undefined when it is absent, unreadable, outside the workspace or not loaded yet. */
  text(uri: Uri): string | undefined {
    if (!this.folderOf(uri)) return undefined;
    if (!this.snapshot.files.has(uri)) this.pending.add(uri);
    return textOf(this.snapshot, uri);
  }

  /** True when the file is there, readable or not. */
  exists(uri: Uri): boolean {
    const kind = (this.text(uri), this.snapshot.files.get(uri)?.kind);
    return kind === 'loaded' || kind === 'unreadable';
  }

  /** The innermost workspace folder that contains `uri`. */
  folderOf(uri: Uri): Uri | undefined {
    return this.snapshot.folders.filter((folder) => isWithin(uri, folder)).sort((a, b) => b.length - a.length)[0];
  }
}
