// Puts a fixture project on disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './shop';

/** @param folder made when missing. */
export function writeProject(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
