// A scenario's files as a project has them that pins what a stack installs: the checker is to judge the versions that were run.
import type { Files } from './pages';
import type { StackRecord } from './observed';

/** @returns the files with `==version` behind each requirement that the stack has, and its version of Python */
export function pinned(files: Files, { python, packages }: StackRecord): Files {
  const lines = files.get('requirements.txt')?.trim().split('\n') ?? Object.keys(packages);
  const text = lines.map((line) => {
    const version = packages[line.replace(/\[.*/, '').toLowerCase()];
    return `${line}${version === undefined || line.includes('=') ? '' : `==${version}`}\n`;
  }).join('');
  return new Map([...files, ['requirements.txt', text], ['.python-version', files.get('.python-version') ?? `${python}\n`]]);
}
