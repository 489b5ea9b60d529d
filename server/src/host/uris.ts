// Normalises URIs at the edge. `file:///C:/a b`, `file:///c%3A/a%20b` and `C:\a b` are one file to the core.
import { URI } from 'vscode-uri';
import type { Uri } from '../core/text/span';

/** The one spelling that the core uses: segments encoded by encodeURIComponent, drive letter in lower case, no trailing slash. */
export function normalise(uri: string): Uri {
  const { scheme, authority, path } = URI.parse(uri);
  return spell(scheme, authority, path);
}

/** The normalised URI of an absolute operating-system path. */
export function fromPath(path: string): Uri {
  const uri = URI.file(path);
  return spell(uri.scheme, uri.authority, uri.path);
}

/** The operating-system path of a `file:` URI. */
export function toPath(uri: Uri): string {
  return URI.parse(uri).fsPath;
}

/** False for `untitled:`, `git:`, notebook cells and virtual file systems: nothing is read there. */
export function isFile(uri: string): boolean {
  return uri.startsWith('file:');
}

function spell(scheme: string, authority: string, path: string): Uri {
  const segments = path.replace(/^\/([A-Z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`).replace(/\/+$/, '').split('/');
  return `${scheme}://${authority}${segments.map(encodeURIComponent).join('/')}`;
}
