// The disk. Nothing outside the workspace folders is read, not even through a link.
import { realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { namedIn } from '../core/project/names';
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
        enters: (below, relative) => ENVIRONMENT_FOLDER.test(relative) || !ignores.isFolderIgnored(below),
        entered: (below, hasRules) => ignores.note(below, hasRules),
      };
      for (const file of await walk(top, namedIn, visitor, signal)) {
        // An environment file is often ignored, and counts for what runs here.
        if (this.inside(file) && !(file.endsWith('.py') && ignores.isFileIgnored(file))) found.push(file);
      }
    }
    return [...new Set(found.map(fromPath))];
  }

  async read(uri: Uri): Promise<FileState> {
    const file = toPath(uri);
    try {
      const status = statSync(file, { throwIfNoEntry: false });
      // Opening a pipe or a device would block, so ask before opening.
      if (!status?.isFile()) return { kind: 'absent' };
      if (file.endsWith('.py') && this.isIgnored(file)) return { kind: 'unreadable', why: 'ignored by .gitignore' };
      if (!this.inside(file)) return { kind: 'unreadable', why: 'a link that leads out of the workspace' };
    } catch (error) {
      return fromError(error);
    }
    return readText(file);
  }

  /** An ignored file may be there or not wherever the project runs: it is not absent, and nothing is known of it. */
  private isIgnored(file: string): boolean {
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
  private inside(file: string): boolean {
    try {
      const real = realpathSync.native(file);
      const tops = this.folders().map((folder) => realpathSync.native(toPath(folder)));
      return tops.some((top) => real.startsWith(top.endsWith(path.sep) ? top : top + path.sep)) && statSync(real).isFile();
    } catch {
      return false;
    }
  }
}
