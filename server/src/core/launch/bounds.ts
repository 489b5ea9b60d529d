// How much of one launch file is followed: files that a program wrote, or that are no launch files at all, would cost minutes.
import type { Uri } from '../text/span';
import type { Command } from './types';

/** Why a file is passed over, in words that go on "was not checked: ". */
export type Why = string;

/** Characters. What 175 public repositories start stands in files of less than 30,000. */
const LONGEST = 512 * 1024;
/** In the same repositories the most are 299 commands in a file, with 4,288 settings together. */
export const MOST_COMMANDS = 500;
export const MOST_SETTINGS = 50_000;

/** Keys without which a YAML file starts nothing: descriptions of interfaces and recorded answers are often long. */
const STARTING_YAML = /^\s*["']?(apiVersion|services)["']?\s*:/m;

/** @returns undefined for a text that is read */
export function tooLong(file: Uri, text: string): Why | undefined {
  return text.length > LONGEST && (!/\.ya?ml$/.test(file) || STARTING_YAML.test(text)) ? `a launch file of more than ${LONGEST / 1024} KB` : undefined;
}

/** @returns undefined for commands that are followed */
export function tooMany(commands: readonly Pick<Command, 'environment'>[]): Why | undefined {
  if (commands.length > MOST_COMMANDS) return `more than ${MOST_COMMANDS} commands`;
  return commands.reduce((sum, { environment }) => sum + environment.length, 0) > MOST_SETTINGS ? `more than ${MOST_SETTINGS.toLocaleString('en')} variables of commands` : undefined;
}
