// `check --fix` and `check --diff`: the same changes, written or shown.
import { toPath } from '../host/uris';
import { unifiedDiff } from '../report/diff';
import { counted } from '../report/result';
import { collect, isProblem } from './collect';
import type { Name } from './naming';
import { note, print } from './output';
import type { Target } from './target';
import type { Workspace } from './workspace';
import { writeChanges, type Change } from './write-file';

/**
 * Applies the safe fixes of every workspace, and with `unsafe` those to review; afterwards the workspaces know the disk as it is then.
 * @throws Failure when a file has changed meanwhile or cannot be written.
 */
export async function fixOnDisk(targets: readonly Target[], workspaces: readonly Workspace[], name: Name, unsafe: boolean): Promise<void> {
  for (const [i, workspace] of workspaces.entries()) {
    const changes = await changesOf(workspace, name, unsafe);
    writeChanges(changes, targets[i].root);
    if (changes.length > 0) note(`Changed ${counted(changes.length, 'file')}: ${changes.map((change) => change.name).join(', ')}.`);
    await workspace.reload();
  }
}

/** Prints what `fixOnDisk` would do. @returns the exit code: 1 when something would change or a problem would be left. */
export async function showDiff(workspaces: readonly Workspace[], name: Name, unsafe: boolean): Promise<number> {
  const changes = new Map<string, Change>();
  for (const workspace of workspaces) for (const change of await changesOf(workspace, name, unsafe)) changes.set(change.file, change);
  for (const { name: file, before, after } of changes.values()) print(unifiedDiff(file, before, after));
  const left = (await collect(workspaces, name)).reported.filter(isProblem).length;
  note(changes.size > 0 ? `--fix would change ${counted(changes.size, 'file')} and leave ${counted(left, 'problem')}.` : `--fix would change nothing; ${counted(left, 'problem')} found.`);
  return changes.size > 0 || left > 0 ? 1 : 0;
}

async function changesOf(workspace: Workspace, name: Name, unsafe: boolean): Promise<Change[]> {
  const changes = await workspace.fixAll(unsafe);
  return [...changes].map(([uri, { before, after }]) => ({ file: toPath(uri), name: name(uri), before, after }));
}
