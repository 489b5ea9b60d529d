// The disk. Nothing outside the workspace folders is read, not even through a link.
import { realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { isNamedFile } from '../core/project/names';
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import type { Host } from './host';
import { fromError, readText } from './read-file';
import { fromPath, toPath } from './uris';
import { walk } from './walk';

export class NodeHost implements Host {
  /** @param folders the workspace folders at this moment; they bound what may be read. */
  constructor(private readonly folders: () => readonly Uri[]) {}

  async discover(folders: readonly Uri[], signal?: AbortSignal): Promise<Uri[]> {
    const found: string[] = [];
    for (const folder of folders) {
      for (const file of await walk(toPath(folder), isNamedFile, signal)) if (await this.inside(file)) found.push(file);
    }
    return [...new Set(found.map(fromPath))];
  }

  async read(uri: Uri): Promise<FileState> {
    const file = toPath(uri);
    try {
      // Opening a pipe or a device would block, so ask before opening.
      if (!(await stat(file)).isFile()) return { kind: 'absent' };
      if (!(await this.inside(file))) return { kind: 'unreadable', why: 'a link that leads out of the workspace' };
    } catch (error) {
      return fromError(error);
    }
    return readText(file);
  }

  /** False for a link to a folder, for a broken one, and for one that leads out of the workspace. */
  private async inside(file: string): Promise<boolean> {
    try {
      const real = await realpath(file);
      const tops = await Promise.all(this.folders().map((folder) => realpath(toPath(folder))));
      return tops.some((top) => real.startsWith(top.endsWith(path.sep) ? top : top + path.sep)) && (await stat(real)).isFile();
    } catch {
      return false;
    }
  }
}
