// Writes a fixed file: whole or not at all, only over the text that the fix was made for, and never outside the workspace.
import { accessSync, closeSync, constants, fchmodSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readText } from '../host/read-file';
import { fail, Failure, reasonOf } from './failure';

export interface Change {
  /** Absolute path, and the name to say it by. */
  readonly file: string;
  readonly name: string;
  /** What the fix was made for; undefined for a file that must not be there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Writes all of them, after every one was looked at: what can be known to fail fails before anything is written.
 * @throws Failure as writeChange does.
 */
export function writeChanges(changes: readonly Change[], root: string): void {
  for (const change of changes) guard(change, () => expectUnchanged(change, whereToWrite(change, root)));
  for (const change of changes) writeChange(change, root);
}

/**
 * Keeps permissions and, as part of the text, byte order mark and line ends. A link is followed to the file that it stands for.
 * @param root nothing outside this folder is written.
 * @throws Failure when the file is not as it was when it was read, lies elsewhere, or cannot be written.
 */
function writeChange(change: Change, root: string): void {
  guard(change, () => {
    const real = whereToWrite(change, root);
    expectUnchanged(change, real);
    replace(real, change.after, change.before === undefined);
  });
}

function guard({ name }: Change, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    fail(`${name} could not be written.`, `${reasonOf(error)}.`, 'Make the file and its folder writable and run the command again.');
  }
}

function whereToWrite({ file, name, before }: Change, root: string): string {
  const real = before === undefined ? path.join(realpathSync.native(path.dirname(file)), path.basename(file)) : realpathSync.native(file);
  const relative = path.relative(realpathSync.native(root), real);
  if (path.isAbsolute(relative) || relative.split(path.sep)[0] === '..') {
    fail(`${name} was not changed.`, 'It is a link that leads out of the checked folder.', 'Check the folder that the file is in.');
  }
  return real;
}

function expectUnchanged({ name, before }: Change, real: string): void {
  const now = readText(real);
  if (before === undefined ? now.kind === 'absent' : now.kind === 'loaded' && now.text === before) return;
  fail(`${name} was not changed.`, 'It is not the text any more that the fix was made for: something else has written it meanwhile.', 'Run the command again.');
}

/** Readers see the old file or the new one, never a half. */
function replace(real: string, text: string, create: boolean): void {
  if (!create) accessSync(real, constants.W_OK);
  const mode = create ? 0o666 : statSync(real).mode & 0o7777;
  const beside = path.join(path.dirname(real), `.${path.basename(real)}.${process.getBuiltinModule('node:crypto').randomBytes(6).toString('hex')}`);
  try {
    const file = openSync(beside, 'wx', mode);
    try {
      writeFileSync(file, text, 'utf8');
      if (!create) fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, real);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
