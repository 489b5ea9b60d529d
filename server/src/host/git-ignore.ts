// Which files git ignores: `.gitignore` of every folder from the repository's top down, the deepest one first.
import { existsSync, readFileSync, statSync } from 'node:fs';
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
  private readonly rules = new Map<string, readonly Rules[]>();
  private readonly folders = new Map<string, boolean>();
  private readonly base: string;

  /** @param top an absolute folder. Rules of the repository above it count too, unless they ignore all of it. */
  constructor(private readonly top: string) {
    this.base = this.findBase();
  }

  /** @param file an absolute path at any depth below the top */
  isFileIgnored(file: string): boolean {
    const folder = path.dirname(file);
    return this.isFolderIgnored(folder) || isIgnored(file, false, this.rulesIn(folder, this.base));
  }

  /** A folder is ignored with everything in it. */
  isFolderIgnored(folder: string): boolean {
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    if (!folder.startsWith(this.top + path.sep)) return false;
    const parent = path.dirname(folder);
    const answer = this.isFolderIgnored(parent) || isIgnored(folder, true, this.rulesIn(parent, this.base));
    this.folders.set(folder, answer);
    return answer;
  }

  /** What a walk sees that enters a folder: most have no rules, which need not be looked for. */
  note(folder: string, hasRules: boolean): void {
    if (!hasRules && folder !== this.top) this.rules.set(folder, this.rulesIn(path.dirname(folder), this.base));
  }

  /** The folder with `.git` at or above the top; the top itself where there is none, or where the top as a whole is ignored there. */
  private findBase(): string {
    for (let folder = this.top; ; folder = path.dirname(folder)) {
      if (existsSync(path.join(folder, '.git'))) {
        for (let above = this.top; above !== folder; above = path.dirname(above)) if (isIgnored(above, true, this.rulesIn(path.dirname(above), folder))) return this.top;
        return folder;
      }
      if (folder === path.dirname(folder)) return this.top;
    }
  }

  /** The rules for what is in `folder`, from there up to `base`. */
  private rulesIn(folder: string, base: string): readonly Rules[] {
    const known = this.rules.get(folder);
    if (known) return known;
    const above = folder === base || !folder.startsWith(base) || folder === path.dirname(folder) ? [] : this.rulesIn(path.dirname(folder), base);
    const own = readRules(path.join(folder, '.gitignore'));
    const rules = own === undefined ? above : [{ folder, ignore: ignore().add(own) }, ...above];
    this.rules.set(folder, rules);
    return rules;
  }
}

/** Git reads a file in any encoding. Opening a pipe would block. */
function readRules(file: string): string | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
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
