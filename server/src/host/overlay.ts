// Open buffers over another host: what is on the screen wins over what is on disk.
import { isNamedFile } from '../core/project/names';
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import { isWithin, relative } from '../core/text/uri';
import type { Host } from './host';

export class OverlayHost implements Host {
  /** @param buffers the texts of open documents, by normalised URI. */
  constructor(private readonly below: Host, private readonly buffers: () => ReadonlyMap<Uri, string>) {}

  async discover(folders: readonly Uri[], signal?: AbortSignal): Promise<Uri[]> {
    const found = await this.below.discover(folders, signal);
    return [...new Set([...found, ...namedBuffers(folders, this.buffers().keys())])];
  }

  async read(uri: Uri): Promise<FileState> {
    const text = this.buffers().get(uri);
    return text === undefined ? this.below.read(uri) : { kind: 'loaded', text };
  }
}

/** Open documents with an entrypoint's name; such a file may not be on disk yet. */
export function namedBuffers(folders: readonly Uri[], buffers: Iterable<Uri>): Uri[] {
  return [...buffers].filter((uri) => folders.some((folder) => isWithin(uri, folder) && isNamedFile(relative(uri, folder))));
}
