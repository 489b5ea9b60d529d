// What an analysis needs of the world: which files have the names that matter, and their text.
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';

export interface Host {
  /**
   * Finds the entrypoints, launch and environment files below the workspace folders, by name (`isNamedFile`). Python files
   * that git ignores are none, and `read` says so.
   * Unreadable folders are left out. Never rejects, except with the signal's reason when it is aborted.
   */
  discover(folders: readonly Uri[], signal?: AbortSignal): Promise<Uri[]>;

  /** Reads one file; whatever goes wrong is part of the answer. Never rejects. */
  read(uri: Uri): Promise<FileState>;
}
