// What kind of launch file a path is, for those who tell people and for those who decide what it gives to others.
import { MISE } from '../../knowledge/platforms';
import type { LaunchKind } from './types';

/** The first that fits; what is left is decided by what stands in the file. */
const BY_PATH: readonly (readonly [path: RegExp, kind: LaunchKind])[] = [
  [/(^|\/)\.vscode\//, 'editor'],
  [/(^|\/)(tox\.ini|noxfile\.py)$/, 'test'],
  [/(^|\/)Procfile(\.[\w.-]+)?$/, 'procfile'],
  [/\.service$|\.service\.d\//, 'systemd'],
  [/(^|\/)((GNU)?[Mm]akefile|\.?[Jj]ustfile|[Tt]askfile[^/]*|package\.json|pyproject\.toml|hatch\.toml|Pipfile)$|\.(mk|just)$/, 'task'],
  [MISE, 'task'],
  [/\.(sh|bash|ksh|zsh)$|(^|\/)\.envrc$|(^|\/)[\w-]+$/, 'shell'],
];

const BY_TEXT: readonly (readonly [text: RegExp, kind: LaunchKind])[] = [
  [/^\ufeff?\[(program|fcgi-program|eventlistener|supervisord|watcher|circus)\b/m, 'supervisor'],
  [/^[ \t\ufeff]*WSGI\w+\s/m, 'apache'],
  [/^\ufeff?\[uwsgi\]|<uwsgi\b|^[\s{]*["']?uwsgi["']?\s*:/m, 'uwsgi'],
  [/^[ \t\ufeff]*["']?apiVersion["']?\s*:/m, 'kubernetes'],
];

/** @param path below the workspace folder, `/`-separated */
export function kindOf(path: string, text: string): LaunchKind {
  return (BY_PATH.find(([pattern]) => pattern.test(path)) ?? BY_TEXT.find(([pattern]) => pattern.test(text)))?.[1] ?? 'platform';
}
