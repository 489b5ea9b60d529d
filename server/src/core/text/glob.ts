// Patterns for paths, as in .gitignore: a name matches at any depth, a path is anchored, a folder stands for all below it.

/**
 * @param path `/`-separated, relative to the folder that the pattern is anchored at
 * @param glob `*` and `?` stay within a name, `**` crosses folders, `[ab]`, `[!ab]` and `{a,b}` choose
 */
export function matchesGlob(path: string, glob: string): boolean {
  const pattern = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
  const anchored = /\//.test(glob.replace(/\/+$/, ''));
  try {
    return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${translate(pattern)}(?:/.*)?$`, 'u').test(path);
  } catch {
    // Letters from z to a: nothing is between them.
    return false;
  }
}

const TOKEN = /\*\*\/|\/\*\*$|\*\*|\*|\?|\[!?[^\]]+\]|\{[^{}]*\}|[\s\S]/gu;

function translate(pattern: string): string {
  return (pattern.match(TOKEN) ?? []).map((token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1 && token.startsWith('[')) return `[${token[1] === '!' ? '^' : ''}${literal(token.slice(token[1] === '!' ? 2 : 1, -1))}]`;
    if (token.length > 1 && token.startsWith('{')) return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`;
    return literal(token);
  }).join('');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
