// Path arithmetic on normalised file URIs. The core never sees an operating-system path.
import type { Uri } from './span';

/** `dirname('file:///a/b.py')` is `file:///a`. */
export function dirname(uri: Uri): Uri {
  return uri.slice(0, Math.max(uri.lastIndexOf('/'), 'file://'.length));
}

/** The last segment, decoded. */
export function basename(uri: Uri): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Appends a relative path (plain text, `/`-separated, may contain `.` and `..`) to a folder URI. */
export function join(folder: Uri, path: string): Uri {
  let result = folder;
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    result = segment === '..' ? dirname(result) : `${result}/${encodeURIComponent(segment)}`;
  }
  return result;
}

/** True when `uri` is `folder` or lies below it. */
export function isWithin(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(`${folder}/`);
}

/** The decoded path of `uri` below `folder`, `/`-separated; the whole decoded URI when it is not below it. */
export function relative(uri: Uri, folder: Uri): string {
  return decode(isWithin(uri, folder) ? uri.slice(folder.length + 1) : uri);
}

/** `uri`'s folder and that folder's ancestors up to and including `top`. */
export function ancestors(uri: Uri, top: Uri): Uri[] {
  const found: Uri[] = [];
  for (let folder = dirname(uri); isWithin(folder, top); folder = dirname(folder)) {
    found.push(folder);
    if (folder === top) break;
  }
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
