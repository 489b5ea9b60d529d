// Where a script lies and where its shell is: paths that begin at the root of the repository, and how they look from another folder of it.
import { join } from '../paths';
import { UNKNOWN } from '../piece';
import type { Setting } from '../types';
import type { Scope } from './scope';

/**
 * What an absolute path of the repository begins with while a script is read: where its checkout lies is not known. No command and no
 * setting has it: `seenFrom` makes relative paths of them.
 */
export const ROOT = '\ue001';
const PATHS = new RegExp(`${ROOT}[^\\s"':;,]*`, 'g');

/** Below the repository. */
export interface Place {
  /** The folder where relative paths begin, `''` for the root; undefined: the shell runs somewhere else, such as in a container. */
  readonly base: string | undefined;
  /** `$0`, as an absolute path of a machine or with `ROOT`; undefined: not known. */
  readonly script: string | undefined;
}

/** `$PWD`. Undefined: not known. */
export function workingFolder({ cwd, place }: Scope): string | undefined {
  if (cwd === undefined || cwd.startsWith('/')) return cwd;
  const folder = place.base === undefined ? undefined : below(join(undefined, `${place.base}/${cwd}`));
  return folder === undefined ? undefined : `${ROOT}/${folder}`;
}

/** The working folder after `cd PATH`, as commands have it. */
export function entered({ cwd, place }: Scope, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('~')) return undefined;
  if (!path.startsWith(ROOT)) return join(cwd, path);
  const target = below(join(undefined, path.slice(ROOT.length + 1) || '.'));
  return place.base === undefined || target === undefined ? undefined : between(place.base, target);
}

/** A path of the script itself, such as one that it sources: seen from the same place wherever the shell goes later. */
export function lasting(scope: Scope, path: string): string {
  const folder = /^[/\ue001]/.test(path) ? undefined : workingFolder({ ...scope, cwd: scope.cwd ?? '.' });
  return folder === undefined ? path : join(undefined, `${folder}/${path}`);
}

/** What a command in the working folder gets. */
export function settingFrom(scope: Scope, setting: Setting): Setting {
  if (setting.kind === 'variable') {
    const value = seenFrom(scope, setting.value);
    return value === setting.value ? setting : { ...setting, value };
  }
  if (setting.kind !== 'file') return setting;
  const path = seenFrom(scope, setting.path);
  return path === undefined ? { kind: 'unknown', at: setting.at } : { ...setting, path };
}

/** A text in which paths of the repository are relative to the working folder. Undefined: there is one, and it cannot be said. */
export function seenFrom(scope: Scope, text: string | undefined): string | undefined {
  if (!text?.includes(ROOT)) return text;
  const { place: { base } } = scope;
  const from = workingFolder({ ...scope, cwd: scope.cwd ?? '.' });
  if (base === undefined || !from?.startsWith(ROOT)) return undefined;
  let known = true;
  const seen = text.replace(PATHS, (path) => {
    const target = path.includes(UNKNOWN) ? undefined : below(join(undefined, path.slice(ROOT.length + 1) || '.'));
    known &&= target !== undefined;
    return target === undefined ? '' : between(from.slice(ROOT.length + 1), target);
  });
  return known ? seen : undefined;
}

/** Undefined for a path that leads out of the repository. */
function below(path: string): string | undefined {
  return path === '..' || path.startsWith('../') ? undefined : path === '.' ? '' : path;
}

function between(from: string, to: string): string {
  const [own, other] = [from, to].map((path) => path.split('/').filter((part) => part !== '')) as [string[], string[]];
  const common = own.findIndex((part, i) => part !== other[i]);
  const shared = common < 0 ? own.length : common;
  return [...own.slice(shared).map(() => '..'), ...other.slice(shared)].join('/') || '.';
}
