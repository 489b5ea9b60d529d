// A host made of texts, for tests.
import { isNamedFile } from '../core/project/names';
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import { isWithin, relative } from '../core/text/uri';
import type { Host } from './host';

export class MemoryHost implements Host {
  /** @param files by normalised URI; may be changed between calls. */
  constructor(readonly files: Map<Uri, string>) {}

  async discover(folders: readonly Uri[]): Promise<Uri[]> {
    return [...this.files.keys()].filter((uri) => folders.some((folder) => isWithin(uri, folder) && isNamedFile(relative(uri, folder)))).sort();
  }

  async read(uri: Uri): Promise<FileState> {
    const text = this.files.get(uri);
    return text === undefined ? { kind: 'absent' } : { kind: 'loaded', text };
  }
}
