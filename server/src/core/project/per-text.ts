// Remembers what was found in files that are read as a whole: every analysis asks again, and a repository may have hundreds of them.
import type { Uri } from '../text/span';
import type { FileState } from './snapshot';
import type { Files } from './view';

/**
 * `compute`, once for each state of a file: states keep their identity while a file does not change.
 * @returns what it gives for the text of a file; undefined for one that is not loaded
 */
export function perText<T>(compute: (text: string) => T): (files: Files, uri: Uri) => T | undefined {
  const known = new WeakMap<FileState, { readonly value: T }>();
  return (files, uri) => {
    const state = files.snapshot.files.get(uri);
    if (state?.kind !== 'loaded') return undefined;
    const before = known.get(state);
    if (before) return before.value;
    const value = compute(state.text);
    known.set(state, { value });
    return value;
  };
}
