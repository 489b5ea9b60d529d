// Paths as launch files write them: POSIX, relative to the folder of the file or absolute in a container.

/** `path` seen from `base`; undefined stands for the folder of the file. */
export function join(base: string | undefined, path: string): string {
  const parts: string[] = [];
  const whole = path.startsWith('/') || base === undefined ? path : `${base}/${path}`;
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !whole.startsWith('/')) parts.push(part);
  }
  return `${whole.startsWith('/') ? '/' : ''}${parts.join('/')}` || '.';
}
