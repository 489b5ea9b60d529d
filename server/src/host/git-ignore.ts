// Which files git ignores: `.gitignore` of every folder from the repository's top down, the deepest one first.
import { access, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';

const SEPARATORS = new RegExp(`\\${path.sep}`, 'g');

/** The rules of one folder. */
interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** Answers for one tree. Reads each `.gitignore` once; `forget` by making a new one. */
export class GitIgnore {
  /** What counts for the entries of a folder, the deepest rules first. */
  private readonly rules = new Map<string, readonly Rules[] | Promise<readonly Rules[]>>();
  private readonly folders = new Map<string, boolean | Promise<boolean>>();
  private readonly base: Promise<string>;

  /** @param top an absolute folder. Rules of the repository above it count too, unless they ignore all of it. */
  constructor(private readonly top: string) {
    this.base = this.findBase();
  }

  /** @param file an absolute path at any depth below the top. Never rejects */
  async isFileIgnored(file: string): Promise<boolean> {
    return (await this.isFolderIgnored(path.dirname(file))) || isIgnored(file, false, await this.rulesIn(path.dirname(file), await this.base));
  }

  /** A folder is ignored with everything in it. The answer is there at once below a folder that was noted. */
  isFolderIgnored(folder: string): boolean | Promise<boolean> {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const parent = path.dirname(folder);
    const rules = this.folders.get(parent) === false ? this.rules.get(parent) : undefined;
    const answer = Array.isArray(rules) ? isIgnored(folder, true, rules) : this.look(folder);
    this.folders.set(folder, answer);
    return answer;
  }

  /** What a walk that enters a folder sees there: most have no rules, which need not be looked for. Never rejects */
  async note(folder: string, hasRules: boolean): Promise<void> {
    const ignored = this.isFolderIgnored(folder);
    if (typeof ignored === 'object') this.folders.set(folder, await ignored);
    const above = folder === this.top ? undefined : this.rules.get(path.dirname(folder));
    const rules = Array.isArray(above) && !hasRules ? above : await this.rulesIn(folder, await this.base);
    this.rules.set(folder, rules);
  }

  private async look(folder: string): Promise<boolean> {
    if (!folder.startsWith(this.top + path.sep)) return false;
    const parent = path.dirname(folder);
    return (await this.isFolderIgnored(parent)) || isIgnored(folder, true, await this.rulesIn(parent, await this.base));
  }

  /** The folder with `.git` at or above the top; the top itself where there is none, or where the top as a whole is ignored there. */
  private async findBase(): Promise<string> {
    for (let folder = this.top; ; folder = path.dirname(folder)) {
      if (await access(path.join(folder, '.git')).then(() => true, () => false)) {
        for (let above = this.top; above !== folder; above = path.dirname(above)) if (isIgnored(above, true, await this.rulesIn(path.dirname(above), folder))) return this.top;
        return folder;
      }
      if (folder === path.dirname(folder)) return this.top;
    }
  }

  /** The rules for what is in `folder`, from there up to `base`. */
  private rulesIn(folder: string, base: string): readonly Rules[] | Promise<readonly Rules[]> {
    const known = this.rules.get(folder);
    if (known) return known;
    const rules = this.readRules(folder, base);
    this.rules.set(folder, rules);
    return rules;
  }

  private async readRules(folder: string, base: string): Promise<readonly Rules[]> {
    const above = folder === base || !folder.startsWith(base) || folder === path.dirname(folder) ? [] : await this.rulesIn(path.dirname(folder), base);
    const own = await readFile(path.join(folder, '.gitignore'), 'utf8').then((text) => ignore().add(text), () => undefined);
    return own ? [{ folder, ignore: own }, ...above] : above;
  }
}

/** The last word of the deepest file that says anything. */
function isIgnored(target: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, ignore: own } of rules) {
    const name = path.relative(folder, target).replace(SEPARATORS, '/');
    const { ignored, unignored } = own.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
