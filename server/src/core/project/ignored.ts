// Does git ignore a file? Then its absence says nothing: everybody has their own (`settings/local.py`).
import { ancestors, join, relative } from '../text/uri';
import type { Uri } from '../text/span';
import type { Files } from './view';

/**
 * True where a `.gitignore` at or above the file names it or a folder of it, and where one is still to be read.
 * Patterns are taken broadly, and exceptions (`!`) are not: what looks ignored is not reported.
 */
export function isIgnored(files: Files, file: Uri, folder: Uri): boolean {
  return ancestors(file, folder).some((above) => {
    const list = join(above, '.gitignore');
    const state = files.state(list);
    if (state !== 'loaded') return state !== 'absent';
    const parts = relative(file, above).split('/');
    return files.text(list)!.split(/\r\n|\r|\n/).some((line) => matches(line.trim(), parts));
  });
}

function matches(line: string, parts: readonly string[]): boolean {
  const pattern = line.replace(/^\//, '').replace(/\/(\*\*)?$/, '').replace(/^\*\*\//, '');
  if (pattern === '' || /^[#!]/.test(line)) return false;
  const glob = new RegExp(`^${pattern.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*\*\/?/g, '\0').replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]').replace(/\0/g, '.*')}$`);
  return parts.some((_, from) => parts.slice(from).some((_, n) => glob.test(parts.slice(from, from + n + 1).join('/'))));
}

/** The files that a module called `name` may be, below `root`. */
export function filesOf(name: string, root: Uri): Uri[] {
  const path = name.replaceAll('.', '/');
  return [join(root, `${path}.py`), join(root, `${path}/__init__.py`)];
}
