// Which files git ignores: `.gitignore` of every folder from the repository's top down, the deepest one first.
import { access, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';

const SEPARATORS = new RegExp(`\\${path.sep}`, 'g');

/** Answers for one tree. Reads each `.gitignore` once; `forget` by making a new one. */
export class GitIgnore {
  private readonly rules = new Map<string, Promise<Ignore | undefined>>();
  private readonly folders = new Map<string, Promise<boolean>>();
  private readonly base: Promise<string>;

  /** @param top an absolute folder. Rules of the repository above it count too, unless they ignore all of it. */
  constructor(private readonly top: string) {
    this.base = this.findBase();
  }

  /** @param file an absolute path at any depth below the top. Never rejects */
  async isFileIgnored(file: string): Promise<boolean> {
    return (await this.isFolderIgnored(path.dirname(file))) || this.decide(file, false, await this.base);
  }

  /** A folder is ignored with everything in it. */
  isFolderIgnored(folder: string): Promise<boolean> {
    const known = this.folders.get(folder) ?? this.look(folder);
    this.folders.set(folder, known);
    return known;
  }

  /** What a folder holds: most have no rules, which need not be looked for. */
  note(folder: string, names: readonly string[]): void {
    if (!names.includes('.gitignore')) this.rules.set(folder, Promise.resolve(undefined));
  }

  private async look(folder: string): Promise<boolean> {
    if (!folder.startsWith(this.top + path.sep)) return false;
    return (await this.isFolderIgnored(path.dirname(folder))) || this.decide(folder, true, await this.base);
  }

  /** The folder with `.git` at or above the top; the top itself where there is none, or where the top as a whole is ignored there. */
  private async findBase(): Promise<string> {
    for (let folder = this.top; ; folder = path.dirname(folder)) {
      if (await access(path.join(folder, '.git')).then(() => true, () => false)) {
        for (let above = this.top; above !== folder; above = path.dirname(above)) if (await this.decide(above, true, folder)) return this.top;
        return folder;
      }
      if (folder === path.dirname(folder)) return this.top;
    }
  }

  /** The last word of the deepest file that says anything. */
  private async decide(target: string, isFolder: boolean, base: string): Promise<boolean> {
    for (let folder = path.dirname(target); folder.startsWith(base); folder = path.dirname(folder)) {
      const rules = await this.rulesOf(folder);
      const name = path.relative(folder, target).replace(SEPARATORS, '/');
      const { ignored, unignored } = rules?.test(isFolder ? `${name}/` : name) ?? {};
      if (ignored || unignored) return ignored === true;
      if (folder === base) break;
    }
    return false;
  }

  private rulesOf(folder: string): Promise<Ignore | undefined> {
    const known = this.rules.get(folder) ?? readFile(path.join(folder, '.gitignore'), 'utf8').then((text) => ignore().add(text), () => undefined);
    this.rules.set(folder, known);
    return known;
  }
}
