// Opens a window of the installed VS Code that has First Span from this checkout; nothing is installed into it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../harness/paths';
import { describe, type Opened } from './open-editor';

/** @returns the `code` command on PATH, or undefined. */
export function findVsCode(environment: NodeJS.ProcessEnv, platform: string): string | undefined {
  const name = platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (environment.PATH ?? environment.Path ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** @throws when the command fails. */
export function openInVsCode(command: string, opened: Opened): void {
  const args = ['--new-window', `--extensionDevelopmentPath=${repository}`, opened.folder];
  const onWindows = process.platform === 'win32';
  // A .cmd file needs a shell, which needs quotes around blanks.
  const done = onWindows
    ? spawnSync(`"${command}"`, args.map((one) => `"${one}"`), { stdio: 'inherit', shell: true })
    : spawnSync(command, args, { stdio: 'inherit' });
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status ?? done.error?.message}. Set FIRSTSPAN_EDITOR=code-server to open the browser's editor instead.`);
  console.log(`VS Code opens ${describe(opened)}, with First Span loaded for this window only.`);
}
