// Walks a folder for file names. Reads no file, and follows no link to a folder: so no loop, and nothing outside.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { SKIPPED_FOLDERS } from '../core/project/names';

/** Sees the folders of a walk; all paths are absolute. */
export interface Visitor {
  /** Is a folder entered that is not skipped by name? */
  enters?(folder: string): Promise<boolean>;
  /** What a folder holds, before `enters` is asked about what is in it. */
  listed?(folder: string, names: readonly string[]): void;
}

/** Folders that are listed at the same time. */
const PARALLEL = 8;

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
  const entries = await readFolder(path.join(top, folder));
  if (folder !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
  visitor.listed?.(path.join(top, folder), entries.map(({ name }) => name));
  const folders: string[] = [];
  for (const entry of entries) {
    const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.includes(entry.name) && (await visitor.enters?.(path.join(top, relative))) !== false) folders.push(relative);
    } else if ((entry.isFile() || entry.isSymbolicLink()) && wanted(relative)) found.push(path.join(top, relative));
  }
  return folders;
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return []; // It is gone, or not ours to read: nothing is known about it.
  }
}
