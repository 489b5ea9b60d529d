// Says of places that they are in another file, when what several files say is joined.
import type { Uri } from '../text/span';
import type { Command, Range, Setting, Word } from './types';

function rangeIn(range: Range, file: Uri): Range {
  return range.file === undefined ? { ...range, file } : range;
}

export function wordIn(word: Word, file: Uri): Word {
  return { ...word, at: rangeIn(word.at, file) };
}

/** The last one that was made of a setting: in a script every command has those before it. */
const made = new WeakMap<Setting, { readonly file: Uri; readonly setting: Setting }>();

export function settingIn(setting: Setting, file: Uri): Setting {
  const known = made.get(setting);
  if (known?.file === file) return known.setting;
  const valueAt = setting.kind === 'variable' ? setting.valueAt : undefined;
  if (setting.at.file !== undefined && (valueAt === undefined || valueAt.file !== undefined)) return setting;
  const found = { ...setting, at: rangeIn(setting.at, file), ...(valueAt && { valueAt: rangeIn(valueAt, file) }) };
  made.set(setting, { file, setting: found });
  return found;
}

/**
 * A command that was read in `file` and given an environment from elsewhere.
 * @param given how many of its settings were given; so were the words that say so
 * @param file undefined: the file that is read, and nothing changes
 */
export function commandIn(command: Command, file: Uri | undefined, given: number): Command {
  if (file === undefined) return command;
  return {
    ...command, at: rangeIn(command.at, file),
    words: command.words.map((word) => (word.given && word.text !== undefined ? word : wordIn(word, file))),
    environment: command.environment.map((setting, i) => (i < given ? setting : settingIn(setting, file))),
  };
}
