// Small parts of which launch readers are made.
import { place, UNKNOWN } from './piece';
import type { LaunchFile, Piece, Range, Setting, Word } from './types';

export const NOTHING: LaunchFile = { commands: [], environment: [], references: [], problems: [] };

/** What several parts of a file say, in order. */
export function merged(files: readonly Partial<LaunchFile>[]): LaunchFile {
  return {
    commands: files.flatMap(({ commands = [] }) => commands), environment: files.flatMap(({ environment = [] }) => environment),
    references: files.flatMap(({ references = [] }) => references), problems: files.flatMap(({ problems = [] }) => problems),
  };
}

/** `NAME=value` in one text. @returns undefined for a text without a name */
export function assignment(text: Piece, value: (written: string) => string | undefined): Setting | undefined {
  const sign = text.text.indexOf('=');
  const name = text.text.slice(0, sign).trim();
  if (sign < 1 || !/^[\w.-]+$/.test(name)) return undefined;
  return { kind: 'variable', name, value: value(text.text.slice(sign + 1)), at: place(text), valueAt: place(text, sign + 1) };
}

/** From the first word to the last. */
export function spanOf(words: readonly Word[], otherwise: Range): Range {
  return words.length > 0 ? { start: words[0]!.at.start, end: words.at(-1)!.at.end } : otherwise;
}

/** A program in a folder that is not known. */
const IN_FOLDER = /^\S*(\/[\w.+-]+)$/;

/** A word that holds something that is not known, if `unknown` finds it in what is written. */
export function wordOf(word: Word, unknown: RegExp): Word {
  const found = word.text?.search(unknown) ?? -1;
  if (found < 0) return word;
  const program = IN_FOLDER.exec(word.text!)?.[1];
  return { at: word.at, text: undefined, ...(found > 0 && { prefix: word.text!.slice(0, found) }), ...(word.several && { several: true }), ...(program !== undefined && { template: UNKNOWN + program }) };
}
