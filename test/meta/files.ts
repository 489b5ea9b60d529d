// The project's own files: what git tracks, found without git.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** Folders and files that .gitignore names. */
const IGNORED = readFileSync(path.join(ROOT, '.gitignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** Paths below the checkout, `/`-separated and sorted. */
export function projectFiles(folder = ''): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.name !== '.git' && !IGNORED.some((pattern) => matches(pattern, entry.name, entry.isDirectory())))
    .flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? projectFiles(name) : entry.isFile() ? [name] : [];
    })
    .sort();
}

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** TypeScript and the plain scripts. */
export function sources(): string[] {
  return projectFiles().filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.endsWith('.d.ts'));
}

/** The three forms that this .gitignore uses: `name/`, `name` and `*.ending`. */
function matches(pattern: string, name: string, isFolder: boolean): boolean {
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  return pattern.endsWith('/') ? isFolder && name === pattern.slice(0, -1) : name === pattern;
}
