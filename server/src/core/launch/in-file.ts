// Says of places that they are in another file, when what several files say is joined.
import type { Uri } from '../text/span';
import type { Command, Range, Setting, Word } from './types';

function rangeIn(range: Range, file: Uri): Range {
  return range.file === undefined ? { ...range, file } : range;
}

export function wordIn(word: Word, file: Uri): Word {
  return { ...word, at: rangeIn(word.at, file) };
}

export function settingIn(setting: Setting, file: Uri): Setting {
  const at = rangeIn(setting.at, file);
  return setting.kind === 'variable' && setting.valueAt ? { ...setting, at, valueAt: rangeIn(setting.valueAt, file) } : { ...setting, at };
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
