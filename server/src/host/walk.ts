// Walks a folder for file names. Reads no file, and follows no link to a folder: so no loop, and nothing outside.
import { readdir, readdirSync, type Dirent } from 'node:fs';
import * as path from 'node:path';
import { SKIPPED_FOLDERS } from '../core/project/names';

/** Sees the folders of a walk: their absolute paths, and `relative` ones below its top, `/`-separated. */
export interface Visitor {
  /** Is a folder entered that is not skipped by name? */
  enters?(folder: string, relative: string): boolean;
  /** A folder that is entered, before `enters` is asked about those in it. `hasRules`: a `.gitignore` is there. */
  entered?(folder: string, hasRules: boolean): void;
}

/** Given a folder, its path below the top of a walk: tells the names of files that are wanted there. */
export type WantedIn = (folder: string) => (name: string) => boolean;

/**
 * For how long folders are listed one after the other (milliseconds). What the system has in memory takes longer to hand to a thread
 * than to list: 50,000 files take half of this. Where a disk has to be asked, several folders at a time are quicker.
 */
const ONE_BY_ONE = 100;
/** After how many milliseconds other work has its turn. */
const BREATH = 5;
/** Folders that are listed at the same time. */
const PARALLEL = 32;

/**
 * @param top an absolute path; a folder below it is skipped by name (SKIPPED_FOLDERS) or when it is a virtual environment (`pyvenv.cfg`).
 * @param wantedIn asked once about each folder, by its path below `top`, `/`-separated: which names are wanted there?
 * @param oneByOne for how long folders are listed one after the other; for tests.
 * @returns absolute paths of files and of links (which may lead anywhere), sorted.
 */
export async function walk(top: string, wantedIn: WantedIn, visitor: Visitor = {}, signal?: AbortSignal, oneByOne = ONE_BY_ONE): Promise<string[]> {
  const found: string[] = [];
  const waiting = [''];
  const take = (folder: string, entries: readonly Dirent[]): void => void waiting.push(...look(top, folder, entries, wantedIn(folder), visitor, found));
  const began = Date.now();
  for (let breath = began; waiting.length > 0; ) {
    signal?.throwIfAborted();
    const now = Date.now();
    if (now - began > oneByOne) {
      const batch = waiting.splice(0, PARALLEL);
      const lists = await Promise.all(batch.map((folder) => listLater(path.join(top, folder))));
      batch.forEach((folder, i) => take(folder, lists[i]));
    } else if (now - breath > BREATH) {
      await new Promise(setImmediate);
      breath = Date.now();
    } else {
      const folder = waiting.pop()!;
      take(folder, list(path.join(top, folder)));
    }
  }
  return found.sort();
}

/** Adds the wanted files of one folder to `found`. @returns its subfolders, relative to `top`. */
function look(top: string, folder: string, entries: readonly Dirent[], wanted: (name: string) => boolean, visitor: Visitor, found: string[]): string[] {
  const files: string[] = [];
  const folders: string[] = [];
  let hasRules = false;
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.includes(name)) folders.push(name);
      continue;
    }
    if (name === 'pyvenv.cfg' && folder !== '') return [];
    if (name === '.gitignore') hasRules = true;
    if (wanted(name) && (entry.isFile() || entry.isSymbolicLink())) files.push(name);
  }
  const absolute = path.join(top, folder);
  const inside = absolute.endsWith(path.sep) ? absolute : absolute + path.sep;
  visitor.entered?.(absolute, hasRules);
  for (const name of files) found.push(inside + name);
  const relative = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  return folders.filter((name) => visitor.enters?.(inside + name, relative(name)) !== false).map(relative);
}

/** Of a folder that is gone, or not ours to read, nothing is known. */
function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** As `list`, by a thread. With a callback: `fs/promises` takes a third more time. */
function listLater(folder: string): Promise<Dirent[]> {
  return new Promise((resolve) => readdir(folder, { withFileTypes: true }, (error, entries) => resolve(error ? [] : entries)));
}
