// Unified diffs of changed and new files, as `git apply` reads them.
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * @param name the file's name in the output. @param before undefined: the file is new.
 * @returns the diff, with a line end at its end.
 */
export function unifiedDiff(name: string, before: string | undefined, after: string): string {
  const from = before === undefined ? '/dev/null' : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? '', after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
}
