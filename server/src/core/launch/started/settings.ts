// Files of variables, replaced by what they hold; and the environment that comes out of a list of settings.
import type { Uri } from '../../text/span';
import { dirname, isWithin, join } from '../../text/uri';
import { settingIn } from '../in-file';
import { readDotenv } from '../readers/dotenv';
import { lastOnes } from '../server-options';
import { readShell } from '../shell/shell';
import type { Range, Setting } from '../types';
import { firstOf, type Disk, type Repository } from './repository';
import type { Environment, Place, Variable } from './types';

/** Where a path in a setting begins. */
export interface From {
  readonly disk: Disk;
  readonly cwd: string | undefined;
}

/** A function in a script, and behind it what puts variables into the environment. */
const SETTING_FUNCTIONS = /(?:^|[\s;])(?:function\s+\w|[\w-]+\s*\(\s*\))[^]*?(?:\bexport\b|\b(?:declare|typeset)\s+-\w*x|\bset\s+-a|\bset\s+-o\s+allexport|\bsource\b|\beval\b|(?:^|[\s;])\.\s)/;

/** Every setting has its file; a file of variables that is not in the repository may hold anything. */
export function resolved(settings: readonly Setting[], file: Uri, from: From, repository: Repository): Setting[] {
  return settings.flatMap((setting): Setting[] => {
    if (setting.kind !== 'file') return [settingIn(setting, file)];
    const at = { ...setting.at, file: setting.at.file ?? file };
    const found = firstOf(candidates(setting.path, at, from, repository), repository);
    if (typeof found !== 'object') return [{ kind: 'unknown', at }];
    // A function that the file defines may be called later.
    if (setting.exportedOnly && SETTING_FUNCTIONS.test(found.text)) return [{ kind: 'unknown', at }];
    const own = setting.exportedOnly || /\.(sh|bash)$|rc$/.test(setting.path) ? readShell(found.text, repository.parsers).environment : readDotenv(found.text).environment;
    return own.map((one) => settingIn(setting.unlessSet && one.kind === 'variable' ? { ...one, unlessSet: true } : one, found.file));
  });
}

/** In YAML, JSON and TOML a path begins at the folder of the file, whatever the process does. */
function candidates(path: string, at: Place, { disk, cwd }: From, { folder }: Repository): readonly Uri[] {
  if (!/\.(ya?ml|json|toml)$/.test(at.file)) return disk.filesAt(path, cwd);
  const file = join(dirname(at.file), path);
  return path.startsWith('/') || !isWithin(file, folder) ? [] : [file];
}

/**
 * @param settings without files of variables, every place with its file
 * @param elsewhere may something that is not among them set this variable?
 */
export function environmentOf(settings: readonly Setting[], elsewhere: (name: string) => boolean): Environment {
  const open = settings.some(({ kind }) => kind === 'unknown' || kind === 'file');
  const set = new Map<string, Variable>(lastOnes(settings).map(({ name, value, at, valueAt }) => [name, { value, at: placed(at), ...(valueAt && { valueAt: placed(valueAt) }) }]));
  return {
    get: (name) => set.get(name) ?? (open || elsewhere(name) ? 'unknown' : 'unset'),
    names: () => [...set.keys()],
  };
}

/** @throws never for settings of `resolved`, whose places have their file */
export function placed(at: Range): Place {
  return isPlace(at) ? at : { ...at, file: '' };
}

const isPlace = (at: Range): at is Place => at.file !== undefined;
