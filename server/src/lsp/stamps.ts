// What a file was when a fix was offered, to see later whether it still is.
import { createHash } from 'node:crypto';
import type { FileState } from '../core/project/snapshot';
import type { Uri } from '../core/text/span';

export interface Stamp {
  readonly file: Uri;
  /** The client's version of an open document; null when the file is not open. */
  readonly version: number | null;
  readonly hash: string;
}

/** A short fingerprint of a text. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** A fingerprint of a file's state; files that cannot be read have one as well. */
export function hashState(state: FileState | undefined): string {
  return state?.kind === 'loaded' ? hashText(state.text) : (state?.kind ?? 'absent');
}
