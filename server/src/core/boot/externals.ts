// Attributes of what is in packages that are not read, which are known by their dotted paths.
import { CONSTANTS } from '../knowledge/calls';
import type { Machine } from './machine';
import { readSetting } from './settings';
import { literal, type Value } from './value';

/** True in a process that has settings (and, for some of these, installed apps) only. */
const SET_UP: readonly string[] = ['django.conf.settings.configured', 'django.apps.apps.ready', 'django.apps.apps.apps_ready', 'django.apps.apps.models_ready'];

/** `owner.name`. Reading a setting evaluates the settings. @throws Raised */
export function externalAttribute(m: Machine, owner: string, name: string): Value {
  if (owner.startsWith('django.')) {
    const path = `${owner}.${name}`;
    if (SET_UP.includes(path)) return m.settings === 'unset' && !m.settingsPossiblyNamed ? literal(false) : { kind: 'symbol', key: path };
    if (owner === 'django.conf.settings' && name !== 'configure') return readSetting(m, name);
  }
  return partOf(owner, name);
}

/** `os.environ` of `os`: read over and over, so each is made once. */
function partOf(owner: string, name: string): Value {
  let known = parts.get(owner);
  if (!known) parts.set(owner, (known = new Map()));
  let part = known.get(name);
  if (!part) {
    const path = `${owner}.${name}`;
    part = path in CONSTANTS ? literal(CONSTANTS[path]!) : { kind: 'external', path };
    known.set(name, part);
  }
  return part;
}

const parts = new Map<string, Map<string, Value>>();
