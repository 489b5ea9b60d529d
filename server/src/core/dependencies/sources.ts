// Which files say what is installed, and which reader reads them.
import { readPdmLock, readPipfileLock, readPoetryLock, readPylock, readUvLock } from './locks';
import { readPipfile, readPyproject } from './pyproject';
import { readPythonVersion, readRuntime, readToolVersions } from './python';
import { readRequirements } from './requirements-file';
import type { SourceReader } from './source';

/** The first whose pattern matches the path below the workspace folder (`/`-separated). `of`: the file beside it that it locks. */
const SOURCES: readonly { readonly path: RegExp; readonly read: SourceReader; readonly of?: string }[] = [
  { path: /(^|\/)pyproject\.toml$/, read: readPyproject },
  { path: /(^|\/)Pipfile$/, read: readPipfile },
  { path: /(^|\/)uv\.lock$/, read: readUvLock, of: 'pyproject.toml' },
  { path: /(^|\/)poetry\.lock$/, read: readPoetryLock, of: 'pyproject.toml' },
  { path: /(^|\/)pdm\.lock$/, read: readPdmLock, of: 'pyproject.toml' },
  { path: /(^|\/)pylock(\.[\w-]+)?\.toml$/, read: readPylock, of: 'pyproject.toml' },
  { path: /(^|\/)Pipfile\.lock$/, read: readPipfileLock, of: 'Pipfile' },
  { path: /(^|\/)[\w.-]*requirements[\w.-]*\.(txt|in|lock)$/i, read: readRequirements },
  { path: /(^|\/)requirements\/(.*\/)?[\w.-]+\.(txt|in)$/, read: readRequirements },
  { path: /(^|\/)\.python-version$/, read: readPythonVersion },
  { path: /(^|\/)runtime\.txt$/, read: readRuntime },
  { path: /(^|\/)\.tool-versions$/, read: readToolVersions },
];

/** Names of files and folders whose packages are there while people develop, not where the project runs. */
const DEVELOPMENT = /(^|[/._-])(dev|develop|development|test|tests|testing|lint|linting|docs?|ci|local|debug|typing|types|tools?|pre-?commit)(?=[/._-]|$)/i;

/** True for a file that names dependencies, or the version of Python. */
export function isDependencyFile(path: string): boolean {
  return SOURCES.some((source) => source.path.test(path));
}

/** @returns undefined for a file that is none of these */
export function sourceReaderOf(path: string): SourceReader | undefined {
  return SOURCES.find((source) => source.path.test(path))?.read;
}

/** The name of the file beside it that a lock file locks. */
export function lockedBy(path: string): string | undefined {
  return SOURCES.find((source) => source.path.test(path))?.of;
}

/** @param path below the project's folder */
export function isForDevelopment(path: string): boolean {
  return DEVELOPMENT.test(path);
}
