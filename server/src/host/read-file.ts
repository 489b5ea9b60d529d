// Reads one text file from disk: bounded, and with a reason when it cannot be used.
import { open, type FileHandle } from 'node:fs/promises';
import type { FileState } from '../core/project/snapshot';

/** Larger files are not source code that a person wrote (bytes). */
export const SIZE_LIMIT = 2 * 1024 * 1024;

const ATTEMPTS = 3;

/**
 * A byte order mark stays in the text, so that offsets are those of an editor that keeps it.
 * @param path of a regular file; what is not there or not a regular file is `absent`. Never rejects.
 */
export async function readText(path: string): Promise<FileState> {
  try {
    const handle = await open(path, 'r');
    try {
      return await readStable(handle);
    } finally {
      await handle.close();
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
async function readStable(handle: FileHandle): Promise<FileState> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await handle.stat();
    if (!before.isFile()) return { kind: 'absent' };
    if (before.size > SIZE_LIMIT) return { kind: 'unreadable', why: `larger than ${SIZE_LIMIT / 1024 / 1024} MB` };
    const bytes = Buffer.alloc(before.size + 1);
    const length = await fill(handle, bytes);
    const after = await handle.stat();
    if (length === before.size && after.size === before.size && after.mtimeMs === before.mtimeMs) return decode(bytes.subarray(0, length));
  }
  return { kind: 'unreadable', why: 'it changes while it is read' };
}

/** One byte more than expected shows that the file grew. */
async function fill(handle: FileHandle, bytes: Buffer): Promise<number> {
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
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
