// Walks a folder for file names. Reads no file, and follows no link to a folder: so no loop, and nothing outside.
import { readdir, type Dirent } from 'node:fs';
import * as path from 'node:path';
import { SKIPPED_FOLDERS } from '../core/project/names';

/** Sees the folders of a walk: their absolute paths, and `relative` ones below its top, `/`-separated. */
export interface Visitor {
  /** Is a folder entered that is not skipped by name? */
  enters?(folder: string, relative: string): boolean | Promise<boolean>;
  /** What a folder holds, before `enters` is asked about what is in it. */
  listed?(folder: string, entries: readonly Dirent[]): void | Promise<void>;
}

/** Folders that are listed at the same time. */
const PARALLEL = 32;

/**
 * @param top an absolute path; a folder below it is skipped by name (SKIPPED_FOLDERS) or when it is a virtual environment (`pyvenv.cfg`).
 * @param wanted asked with the path below `top`, `/`-separated.
 * @returns absolute paths of files and of links (which may lead anywhere), sorted.
 */
export async function walk(top: string, wanted: (relative: string) => boolean, visitor: Visitor = {}, signal?: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let level = [''];
  while (level.length > 0) {
    signal?.throwIfAborted();
    const batch = level.splice(0, PARALLEL);
    const below = await Promise.all(batch.map((folder) => list(top, folder, wanted, visitor, found)));
    level = level.concat(...below);
  }
  return found.sort();
}

/** Adds the wanted files of one folder to `found`. @returns its subfolders, relative to `top`. */
async function list(top: string, folder: string, wanted: (relative: string) => boolean, visitor: Visitor, found: string[]): Promise<string[]> {
  const absolute = folder === '' ? top : path.join(top, folder);
  const entries = await readFolder(absolute);
  if (folder !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
  await visitor.listed?.(absolute, entries);
  const folders: string[] = [];
  const inside = absolute.endsWith(path.sep) ? absolute : absolute + path.sep;
  for (const entry of entries) {
    const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (SKIPPED_FOLDERS.includes(entry.name)) continue;
      const enters = visitor.enters?.(inside + entry.name, relative);
      // Most answers are there at once.
      if ((typeof enters === 'object' ? await enters : enters) !== false) folders.push(relative);
    } else if ((entry.isFile() || entry.isSymbolicLink()) && wanted(relative)) found.push(inside + entry.name);
  }
  return folders;
}

/** Of a folder that is gone, or not ours to read, nothing is known. With a callback: `fs/promises` takes a third more time. */
function readFolder(folder: string): Promise<Dirent[]> {
  return new Promise((resolve) => readdir(folder, { withFileTypes: true }, (error, entries) => resolve(error ? [] : entries)));
}
