// The disk. Nothing outside the workspace folders is read, not even through a link.
import { realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { isNamedFile } from '../core/project/names';
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';
import type { Host } from './host';
import { GitIgnore } from './git-ignore';
import { fromError, readText } from './read-file';
import { fromPath, toPath } from './uris';
import { walk, type Visitor } from './walk';

/** Folders of environment files and what is below them, which are read although git ignores them. */
const ENVIRONMENT_FOLDER = /(^|\/)\.?envs?(\/|$)/i;

export class NodeHost implements Host {
  /** Read anew with every `discover`. */
  private ignores = new Map<string, GitIgnore>();

  /** @param folders the workspace folders at this moment; they bound what may be read. */
  constructor(private readonly folders: () => readonly Uri[]) {}

  async discover(folders: readonly Uri[], signal?: AbortSignal): Promise<Uri[]> {
    const found: string[] = [];
    this.ignores = new Map();
    for (const folder of folders) {
      const top = toPath(folder);
      const ignores = this.ignoresOf(top);
      const visitor: Visitor = {
        enters: (below, relative) => {
          const ignored = ENVIRONMENT_FOLDER.test(relative) ? false : ignores.isFolderIgnored(below);
          return typeof ignored === 'boolean' ? !ignored : ignored.then((one) => !one);
        },
        listed: (below, entries) => ignores.note(below, entries.some(({ name }) => name === '.gitignore')),
      };
      for (const file of await walk(top, isNamedFile, visitor, signal)) {
        // An environment file is often ignored, and counts for what runs here.
        if ((await this.inside(file)) && !(file.endsWith('.py') && (await ignores.isFileIgnored(file)))) found.push(file);
      }
    }
    return [...new Set(found.map(fromPath))];
  }

  async read(uri: Uri): Promise<FileState> {
    const file = toPath(uri);
    try {
      // Opening a pipe or a device would block, so ask before opening.
      if (!(await stat(file)).isFile()) return { kind: 'absent' };
      if (file.endsWith('.py') && (await this.isIgnored(file))) return { kind: 'unreadable', why: 'ignored by .gitignore' };
      if (!(await this.inside(file))) return { kind: 'unreadable', why: 'a link that leads out of the workspace' };
    } catch (error) {
      return fromError(error);
    }
    return readText(file);
  }

  /** An ignored file may be there or not wherever the project runs: it is not absent, and nothing is known of it. */
  private async isIgnored(file: string): Promise<boolean> {
    const tops = this.folders().map(toPath).filter((top) => file.startsWith(top + path.sep));
    const nearest = tops.sort((a, b) => b.length - a.length)[0];
    return nearest !== undefined && this.ignoresOf(nearest).isFileIgnored(file);
  }

  private ignoresOf(top: string): GitIgnore {
    const known = this.ignores.get(top) ?? new GitIgnore(top);
    this.ignores.set(top, known);
    return known;
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
