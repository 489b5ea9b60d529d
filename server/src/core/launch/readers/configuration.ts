// Files that are only called `.ini` or `.conf`: their sections say whose they are.
import { NOTHING } from '../launch-file';
import type { LaunchFile, LaunchParsers, Reader } from '../types';
import { readApache } from './apache';
import { readCircus } from './circus';
import { readSupervisor } from './supervisor';
import { readUwsgiIni } from './uwsgi';

const KINDS: readonly (readonly [section: RegExp, read: Reader])[] = [
  [/^\[uwsgi\]/m, readUwsgiIni],
  [/^\[(program|fcgi-program|eventlistener|group):|^\[(supervisord|supervisorctl)\]/m, readSupervisor],
  [/^\[watcher:|^\[circus\]/m, readCircus],
  [/^\s*WSGI\w+\s/m, readApache],
];

export function readConfiguration(text: string, parsers: LaunchParsers): LaunchFile {
  return KINDS.find(([section]) => section.test(text.replace(/^\ufeff/, '')))?.[1](text, parsers) ?? NOTHING;
}
