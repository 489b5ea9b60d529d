// `npm run editor`: opens a folder in VS Code where it is installed, else in code-server.
import { cpSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../harness/paths';
import { openInBrowser } from './in-browser';
import { findVsCode, openInVsCode } from './in-vscode';

/** What is opened, and whether its content is ours. */
export interface Opened {
  readonly folder: string;
  readonly samples: boolean;
}

/**
 * Resolves when VS Code has been started, or when the browser's editor has been stopped.
 * @param folder absolute; a fresh copy of the samples without it, so that mending them changes nothing in the checkout.
 * @param packageScript makes the VSIX, for code-server.
 * @throws when the folder does not exist or the editor does not start; the message says what to do.
 */
export async function openEditor(folder: string | undefined, packageScript: string): Promise<void> {
  const opened = folder === undefined ? { folder: copySamples(), samples: true } : { folder: existing(folder), samples: false };
  const command = process.env.FIRSTSPAN_EDITOR === 'code-server' ? undefined : findVsCode(process.env, process.platform);
  if (command) openInVsCode(command, opened);
  else await openInBrowser(opened, packageScript);
}

/** Says where the copy of the samples is. */
export function describe({ folder, samples }: Opened): string {
  const shown = path.relative(process.cwd(), folder);
  const name = shown && !shown.startsWith('..') ? shown : folder;
  return samples ? `a fresh copy of the samples, ${name}` : name;
}

function copySamples(): string {
  const copy = path.join(repository, '.cache/editor/examples');
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.join(repository, 'examples'), copy, { recursive: true });
  return copy;
}

function existing(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new Error(`${folder} is not a folder. Give the folder of a Django project, or nothing to open the samples.`);
}
