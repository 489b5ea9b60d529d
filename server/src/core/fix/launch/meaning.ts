// What a launch file says, without where it says it: to see that a comment or a fix leaves everything else as it was.
import { readerOf } from '../../launch/readers';
import type { LaunchFile, LaunchParsers } from '../../launch/types';
import { isLaunchFile } from '../../project/names';

/**
 * Do two texts of one file say the same, wherever in the file? A file that no reader knows says what its TOML says, or nothing.
 * @param path below the workspace folder
 */
export function sameMeaning(path: string, a: string, b: string, parsers: LaunchParsers): boolean {
  return meaningOf(path, a, parsers) === meaningOf(path, b, parsers);
}

/** Does `b` have more syntax errors than `a`? @param path below the workspace folder */
export function newProblems(path: string, a: string, b: string, parsers: LaunchParsers): boolean {
  const problems = (text: string) => (read(path, text, parsers)?.problems.length ?? 0) + (path.endsWith('.toml') && parsers.toml(text).kind === 'broken' ? 1 : 0);
  return problems(b) > problems(a);
}

function meaningOf(path: string, text: string, parsers: LaunchParsers): string {
  const said = [read(path, text, parsers), path.endsWith('.toml') ? parsers.toml(text) : undefined];
  return JSON.stringify(said, (key, value: unknown) => (PLACES.has(key) ? undefined : value === undefined ? null : value));
}

/** Ranges, whatever they are ranges of. */
const PLACES: ReadonlySet<string> = new Set(['start', 'end', 'at', 'valueAt', 'keyAt']);

/** Of a file that may start something: for others the parsers need not be loaded. */
function read(path: string, text: string, parsers: LaunchParsers): LaunchFile | undefined {
  return isLaunchFile(path) ? readerOf(path)?.(text, parsers) : undefined;
}
