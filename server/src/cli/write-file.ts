// Writes a fixed file: whole or not at all, only over the text that the fix was made for, and never outside the workspace.
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
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
export async function writeChanges(changes: readonly Change[], root: string): Promise<void> {
  for (const change of changes) await guard(change, async () => expectUnchanged(change, await whereToWrite(change, root)));
  for (const change of changes) await writeChange(change, root);
}

/**
 * Keeps permissions and, as part of the text, byte order mark and line ends. A link is followed to the file that it stands for.
 * @param root nothing outside this folder is written.
 * @throws Failure when the file is not as it was when it was read, lies elsewhere, or cannot be written.
 */
async function writeChange(change: Change, root: string): Promise<void> {
  await guard(change, async () => {
    const real = await whereToWrite(change, root);
    await expectUnchanged(change, real);
    await replace(real, change.after, change.before === undefined);
  });
}

async function guard({ name }: Change, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    fail(`${name} could not be written.`, `${reasonOf(error)}.`, 'Make the file and its folder writable and run the command again.');
  }
}

async function whereToWrite({ file, name, before }: Change, root: string): Promise<string> {
  const real = before === undefined ? path.join(await realpath(path.dirname(file)), path.basename(file)) : await realpath(file);
  const relative = path.relative(await realpath(root), real);
  if (path.isAbsolute(relative) || relative.split(path.sep)[0] === '..') {
    fail(`${name} was not changed.`, 'It is a link that leads out of the checked folder.', 'Check the folder that the file is in.');
  }
  return real;
}

async function expectUnchanged({ name, before }: Change, real: string): Promise<void> {
  const now = await readText(real);
  if (before === undefined ? now.kind === 'absent' : now.kind === 'loaded' && now.text === before) return;
  fail(`${name} was not changed.`, 'It is not the text any more that the fix was made for: something else has written it meanwhile.', 'Run the command again.');
}

/** Readers see the old file or the new one, never a half. */
async function replace(real: string, text: string, create: boolean): Promise<void> {
  if (!create) await access(real, constants.W_OK);
  const mode = create ? 0o666 : (await stat(real)).mode & 0o7777;
  const beside = path.join(path.dirname(real), `.${path.basename(real)}.${process.getBuiltinModule('node:crypto').randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(text, 'utf8');
      if (!create) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, real);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
