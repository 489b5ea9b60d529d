// Words of a command line in whatever it is written: a text, a JSON array, a YAML list. The reader has to see the new words, and everything else as before.
import type { Command, LaunchParsers, Range, Word } from '../../launch/types';
import type { ReplaceEdit } from '../../text/edits';
import type { Uri } from '../../text/span';
import { commandOf, readLaunch, variablesOf, wordsSaid, type LaunchText } from './said';
import { edited, lineStartAt, linesBelow, type TextEdit } from './text';

/** No shell and no format takes any of it for something else. */
const WRITABLE = /^[\w.,:/@=+-]+$/;

/**
 * Puts words behind a word of the command, such as an option behind the server.
 * @param behind the place of that word, or of the last of several that name the server
 * @returns undefined where that cannot be done with certainty
 */
export function addWords(file: Uri, launch: LaunchText, behind: Range, added: readonly string[], parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const words = wordsOf(launch, parsers);
  const index = words?.findLastIndex((word) => isHere(word) && word.at.start < behind.end && behind.start < word.at.end) ?? -1;
  if (!words || index < 0 || added.length === 0 || !added.every((word) => WRITABLE.test(word))) return undefined;
  const expected = [...words.slice(0, index + 1), ...added.map((text): Word => ({ text, at: behind })), ...words.slice(index + 1)];
  return tried(file, launch, separators(launch.text, words, index).map((between) => [insertion(launch.text, words[index]!.at, added, between)]), expected, parsers);
}

/** Takes words away, such as an option with its value or a wrapper. @param range from the first of them to the last */
export function takeWords(file: Uri, launch: LaunchText, range: Range, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const words = wordsOf(launch, parsers);
  const isTaken = (word: Word) => isHere(word) && range.start <= word.at.start && word.at.end <= range.end;
  const first = words?.findIndex(isTaken) ?? -1;
  if (!words || first < 0) return undefined;
  const last = words.findLastIndex(isTaken);
  const [before, after] = [words[first - 1], words[last + 1]];
  const ways: TextEdit[][] = [];
  if (after && isHere(after)) ways.push([{ start: words[first]!.at.start, end: after.at.start, text: '' }]);
  if (before && isHere(before)) ways.push([{ start: before.at.end, end: words[last]!.at.end, text: '' }]);
  // One line of several, as options in an INI file are.
  const line = lineStartAt(launch.text, words[first]!.at.start);
  const end = words[last]!.at.end + /^[^\r\n]*(\r\n|\r|\n|$)/.exec(launch.text.slice(words[last]!.at.end))![0].length;
  ways.push([{ start: line, end, text: '' }]);
  return tried(file, launch, ways, [...words.slice(0, first), ...words.slice(last + 1)], parsers);
}

/**
 * Another value in a word that ends with it: `--option=value`, `NAME=value` behind `env`, or a word of its own, in the quotes that it has.
 * @param at the place of the value; @param value as it is now
 */
export function replaceValue(file: Uri, launch: LaunchText, at: Range, value: string, written: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const words = wordsOf(launch, parsers);
  const index = words?.findIndex((word) => isHere(word) && word.at.start <= at.start && at.end <= word.at.end) ?? -1;
  const text = words?.[index]?.text;
  if (!words || !text?.endsWith(value) || !WRITABLE.test(written)) return undefined;
  const expected = words.map((word, i): Word => (i === index ? { text: text.slice(0, text.length - value.length) + written, at: word.at } : word));
  return tried(file, launch, [[{ start: at.start, end: at.end, text: quotedLike(launch.text, at, written) }]], expected, parsers);
}

/** An option of a configuration file of uWSGI: a line below the head of its section, or below the last option. */
export function addUwsgiOption(file: Uri, launch: LaunchText, name: string, value: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const words = wordsOf(launch, parsers);
  const last = words?.filter(isHere).at(-1);
  if (!words || !last || !/\.(ini|conf)$/.test(launch.path) || !WRITABLE.test(value)) return undefined;
  const tight = !/\s=|=\s/.test(launch.text.slice(last.at.start, last.at.end)) && launch.text.slice(last.at.start, last.at.end).includes('=');
  const line = `${name}${tight ? '=' : ' = '}${value}`;
  return tried(file, launch, [[linesBelow(launch.text, last.at.end, [line])]], [...words, { text: value === 'true' ? `--${name}` : `--${name}=${value}`, at: last.at }], parsers);
}

function wordsOf(launch: LaunchText, parsers: LaunchParsers): readonly Word[] | undefined {
  const read = readLaunch(launch.path, launch.text, parsers);
  return read && commandOf(launch, read.commands)?.words;
}

const isHere = ({ at, given }: Word): boolean => at.file === undefined && !given && at.end > at.start;

/** What stands between words here: behind this one first, then before it, then a blank. */
function separators(text: string, words: readonly Word[], index: number): string[] {
  const between = (a: Word | undefined, b: Word | undefined): string[] => {
    if (!a || !b || !isHere(a) || !isHere(b) || a.at.end >= b.at.start) return [];
    const found = text.slice(a.at.end, b.at.start);
    // Behind a comment the next item begins on its own line.
    const own = /^[ \t]*,?[ \t]+#[^\r\n]*((?:\r\n|\r|\n)[ \t]*(?:- *)?)$/.exec(found)?.[1] ?? found;
    return /^[\s,\\-]*$/.test(own) ? [own] : [];
  };
  return [...between(words[index], words[index + 1]), ...between(words[index - 1], words[index]), ' ', ', '];
}

function insertion(text: string, at: Range, added: readonly string[], between: string): TextEdit {
  const comment = /^[\r\n]/.test(between) ? (/^[ \t]+#[^\r\n]*/.exec(text.slice(at.end))?.[0].length ?? 0) : 0;
  const place = at.end + comment;
  return { start: place, end: place, text: added.map((word) => between + quotedLike(text, at, word)).join('') };
}

function quotedLike(text: string, { start, end }: Range, word: string): string {
  const quote = /^(["'])[^]*\1$/.exec(text.slice(start, end))?.[1] ?? '';
  return quote + word + quote;
}

function tried(file: Uri, launch: LaunchText, ways: readonly TextEdit[][], expected: readonly Word[], parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const before = readLaunch(launch.path, launch.text, parsers)!;
  const index = before.commands.indexOf(commandOf(launch, before.commands)!);
  const right = ways.find((way) => {
    const after = readLaunch(launch.path, edited(launch.text, way), parsers);
    return after?.commands.length === before.commands.length && after.problems.length <= before.problems.length && after.commands.every((command, i) => wordsSaid(command.words) === wordsSaid(i === index ? expected : before.commands[i]!.words) && sameEnvironment(command, before.commands[i]!));
  });
  return right?.map((edit) => ({ file, ...edit }));
}

function sameEnvironment(a: Command, b: Command): boolean {
  return JSON.stringify([...variablesOf(a.environment)]) === JSON.stringify([...variablesOf(b.environment)]);
}
