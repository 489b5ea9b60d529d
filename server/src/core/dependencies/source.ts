// What one file says about packages that are installed: the shape that every kind of file is read to.
import type { TomlParser } from '../config/node';
import type { Answer, Versions } from './versions';

/** A half-open range of UTF-16 offsets in the file that is read. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A package that a file names. */
export interface Entry {
  /** As `canonicalName` gives it. */
  readonly name: string;
  readonly extras: readonly string[];
  readonly versions: Versions;
  /** `unknown`: it belongs to a group, an extra or a platform that may not be installed. Never `no`. */
  readonly installed: Exclude<Answer, 'no'>;
  readonly at: Range;
}

/** Another file that is read as if it stood here. */
export interface Include {
  /** As it is written; it begins at the folder of the file. */
  readonly path: string;
  /** `constraint`: it narrows versions and installs nothing. */
  readonly kind: 'requirements' | 'constraint';
  readonly at: Range;
}

/** `lock`: one version for each package, all of them named. `pinned`: the same as a list of requirements (pip-tools, exports). */
export type SourceKind = 'list' | 'pinned' | 'lock';

export interface Source {
  readonly kind: SourceKind;
  readonly entries: readonly Entry[];
  readonly includes: readonly Include[];
  /** It brings more than it names here: a folder, a repository, another index, dependencies that a build makes up. */
  readonly open?: boolean;
  /** The versions of Python that it allows. */
  readonly python?: Versions;
  /** The version of Python that it runs on. */
  readonly runsOn?: Versions;
}

/** What a reader may need beside the text. `python`: the versions of Python that are possible, for markers. */
export interface Context {
  readonly toml: TomlParser | undefined;
  readonly python: Versions;
}

/** Reads one kind of file; it cannot throw. Undefined: the file says nothing of packages. */
export type SourceReader = (text: string, context: Context) => Source | undefined;

/** The one spelling of a package's name: `Django_Rest.Framework` is `django-rest-framework`. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
