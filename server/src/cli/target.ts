// What the PATH arguments of a command mean: which folders are workspaces, and which files a person asked for.
import { accessSync, constants, existsSync, statSync, type Stats } from 'node:fs';
import * as path from 'node:path';
import { fail, reasonOf } from './failure';

/** One workspace to check; absolute paths of the operating system. */
export interface Target {
  readonly root: string;
  /** Findings are limited to these files; undefined means everything. */
  readonly only?: ReadonlySet<string>;
}

/** What marks the top of a project, for a file that is not below the working directory. */
const TOP_MARKS = ['manage.py', '.git', 'pyproject.toml'];

/**
 * @param paths as typed; none means the working directory.
 * @returns one target for each workspace, in the order of the paths.
 * @throws Failure when a path is not there or cannot be read.
 */
export function resolveTargets(paths: readonly string[], cwd: string): Target[] {
  const byRoot = new Map<string, Target>();
  for (const typed of paths.length > 0 ? paths : ['.']) {
    const next = resolveTarget(typed, cwd);
    const before = byRoot.get(next.root);
    byRoot.set(next.root, before ? merge(before, next) : next);
  }
  return [...byRoot.values()];
}

function merge(a: Target, b: Target): Target {
  return a.only && b.only ? { root: a.root, only: new Set([...a.only, ...b.only]) } : { root: a.root };
}

function resolveTarget(typed: string, cwd: string): Target {
  const full = path.resolve(cwd, typed);
  const info = readable(full, typed);
  if (info.isDirectory()) return { root: full };
  if (!info.isFile()) fail(`${typed} cannot be checked.`, 'It is neither a file nor a folder.', 'Name a folder or a file.');
  return targetOf(full, cwd);
}

/** The workspace of one file, which is below the working directory or in the nearest project above it. @param full absolute path */
export function targetOf(full: string, cwd: string): Target {
  return { root: isBelow(full, cwd) ? cwd : projectTop(full), only: new Set([full]) };
}

function readable(full: string, typed: string): Stats {
  try {
    const info = statSync(full);
    accessSync(full, info.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
    return info;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail(`${typed} does not exist.`, `There is no such file or folder, seen from ${path.dirname(full)}.`, 'Check the spelling and the working directory.');
    return fail(`${typed} cannot be read.`, `${reasonOf(error)}.`, 'Allow reading it, or name another path.');
  }
}

/** The nearest folder above a file that looks like the top of a project, else the file's own folder. */
function projectTop(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (TOP_MARKS.some((mark) => existsSync(path.join(folder, mark)))) return folder;
    if (folder === path.dirname(folder)) return path.dirname(file);
  }
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}
