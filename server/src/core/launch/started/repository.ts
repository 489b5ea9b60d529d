// How launch files reach the other files of their repository: by paths on disk, or by paths in a container.
import type { Uri } from '../../text/span';
import { ancestors, dirname, isWithin, join as joinUri } from '../../text/uri';
import type { Copied } from '../docker/stages';
import { sourcesOf, writtenAs } from '../scripts';
import { join } from '../paths';
import { tooMany, type Why } from '../bounds';
import type { Command, LaunchParsers, Piece } from '../types';

export interface Repository {
  /** The workspace folder: nothing outside it is asked for. */
  readonly folder: Uri;
  readonly parsers: LaunchParsers;
  /** `unknown`: not read yet, or not readable. */
  read(file: Uri): { readonly text: string } | 'absent' | 'unknown';
  /** Told of a launch file whose commands are not followed. */
  passOver(file: Uri, why: Why): void;
}

/** Where the files of a process come from. */
export interface Disk {
  /** Candidates for a path that is written in a command, best first. @param cwd as written; undefined: where the process starts anyhow */
  filesAt(path: string, cwd: string | undefined): readonly Uri[];
  /** As `filesAt`, for what comes with the project, such as scripts: an absolute working folder is where the repository, or a folder of it, was checked out. */
  sourcesAt(path: string, cwd: string | undefined): readonly Uri[];
  /** A file that a here-document of a Dockerfile makes, where none of `filesAt` is there. */
  writtenAt(path: string, cwd: string | undefined): Written | undefined;
}

export interface Written {
  readonly text: Piece;
  /** The file that has the here-document. */
  readonly file: Uri;
}

/** Without a container: paths begin at the folder of the launch file; absolute ones are on some other machine. */
export function diskAt(launchFile: Uri, { folder: top }: Pick<Repository, 'folder'>): Disk {
  const filesAt: Disk['filesAt'] = (path, cwd) => {
    const whole = path.startsWith('/') ? path : join(cwd, path);
    const file = joinUri(dirname(launchFile), whole);
    return whole.startsWith('/') || !isWithin(file, top) ? [] : [file];
  };
  return {
    filesAt,
    writtenAt: () => undefined,
    sourcesAt(path, cwd) {
      const whole = path.startsWith('/') ? path : join(cwd, path);
      if (cwd === undefined || !cwd.startsWith('/') || !whole.startsWith(`${cwd}/`)) return filesAt(path, cwd);
      return ancestors(launchFile, top).map((folder) => joinUri(folder, whole.slice(cwd.length + 1)));
    },
  };
}

/** What is copied or lent into a container, and the folder from which those paths are seen; undefined: not known. */
export interface Contents {
  readonly copies: readonly Copied[];
  readonly from: Uri | undefined;
  /** The Dockerfile that says so. */
  readonly file?: Uri | undefined;
}

/** In a container: what the host lends it covers what is in the image. */
export function diskOfContainer(lent: Contents, image: Contents, { folder: top }: Pick<Repository, 'folder'>): Disk {
  const found = ({ copies, from }: Contents, path: string, cwd: string | undefined) => (from === undefined ? [] : sourcesOf(copies, cwd, path).map((source) => joinUri(from, source)));
  const filesAt: Disk['filesAt'] = (path, cwd) => [...found(lent, path, cwd), ...found(image, path, cwd)].filter((file) => isWithin(file, top));
  return {
    filesAt,
    sourcesAt: filesAt,
    writtenAt(path, cwd) {
      const text = writtenAs(image.copies, cwd, path)?.text;
      return text && image.file !== undefined ? { text, file: image.file } : undefined;
    },
  };
}

/** The first of the candidates that is there. `unknown`: one that comes before it may be. */
export function firstOf(files: readonly Uri[], repository: Repository): { readonly file: Uri; readonly text: string } | 'absent' | 'unknown' {
  for (const file of files) {
    const found = repository.read(file);
    if (found === 'unknown') return 'unknown';
    if (found !== 'absent') return { file, text: found.text };
  }
  return 'absent';
}

/** What a launch file has, unless that is more than anybody wrote. */
export function followed<T extends Pick<Command, 'environment'>>(commands: readonly T[], file: Uri, { passOver }: Repository): readonly T[] {
  const why = tooMany(commands);
  if (why !== undefined) passOver(file, why);
  return why === undefined ? commands : [];
}

/** The folder of the repository that is the working folder; undefined where it is not known. */
export function folderOf(disk: Disk, cwd: string | undefined): Uri | undefined {
  // Single files are copied into it as well: what has an ending is one of them.
  return disk.filesAt('x', cwd).map(dirname).find((folder) => !/[^/]\.\w+$/.test(folder));
}
