// Reads one text file from disk: bounded, and with a reason when it cannot be used. At once: handing each step to a thread takes longer than the step.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { FileState } from '../core/project/snapshot';

/** Larger files are not source code that a person wrote (bytes). */
export const SIZE_LIMIT = 2 * 1024 * 1024;

const ATTEMPTS = 3;

/** Opening a pipe does not wait for somebody who writes. Windows has no such flag, and no such pipes. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * A byte order mark stays in the text, so that offsets are those of an editor that keeps it.
 * @param path of a regular file; what is not there or not a regular file is `absent`. Never throws.
 */
export function readText(path: string): FileState {
  try {
    const file = openSync(path, READ);
    try {
      return readStable(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return fromError(error);
  }
}

/** What a failed file operation says about the file. */
export function fromError(error: unknown): FileState {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return { kind: 'absent' };
  return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
}

/** A file that is being written is read again, until its size and time are the same before and after. */
function readStable(file: number): FileState {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = fstatSync(file);
    if (!before.isFile()) return { kind: 'absent' };
    if (before.size > SIZE_LIMIT) return { kind: 'unreadable', why: `larger than ${SIZE_LIMIT / 1024 / 1024} MB` };
    const bytes = Buffer.alloc(before.size + 1);
    const length = fill(file, bytes);
    const after = fstatSync(file);
    if (length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs) return decode(bytes.subarray(0, length));
  }
  return { kind: 'unreadable', why: 'it changes while it is read' };
}

/** One byte more than expected shows that the file grew. */
function fill(file: number, bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(file, bytes, length, bytes.length - length, length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function decode(bytes: Buffer): FileState {
  if (bytes.includes(0)) return { kind: 'unreadable', why: 'a binary file' };
  try {
    return { kind: 'loaded', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'unreadable', why: 'not UTF-8 text' };
  }
}
