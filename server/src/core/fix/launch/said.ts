// Holds an edit of a launch file to its promise: the reader sees the one variable that was meant, and everything else as before.
import { servicesOf } from '../../launch/compose/services';
import { readerOf } from '../../launch/readers';
import type { Command, LaunchFile, LaunchParsers, Setting, Word } from '../../launch/types';
import { edited, type TextEdit } from './text';

/** A launch file, and the command in it that is meant. */
export interface LaunchText {
  /** Below the workspace folder. */
  readonly path: string;
  readonly text: string;
  /** Service, process type, unit, target: as the reader names it. */
  readonly where: string;
  /** Where the command stands in this file (UTF-16 offsets); undefined: somewhere else, as that of an image does for a compose file. */
  readonly at?: { readonly start: number; readonly end: number };
}

/** What a command says, without places. */
interface Said {
  readonly words: string;
  readonly variables: ReadonlyMap<string, string | undefined>;
}

/** What is read of the file as it is; undefined where no reader knows it. */
export function readLaunch(path: string, text: string, parsers: LaunchParsers): LaunchFile | undefined {
  const read = readerOf(path)?.(text, parsers);
  if (!read || !/compose[^/]*\.ya?ml$/i.test(path)) return read;
  const services = servicesOf(parsers.yaml(text).documents[0], new Map());
  // A service may leave its command to the image.
  return { ...read, commands: services.map(({ name, at, files, environment, command }): Command => ({ where: name, at: command?.at ?? at, words: command?.kind === 'words' ? command.words : [], environment: [...files, ...environment], cwd: undefined })) };
}

/** The command that is meant: of those of its name the one at its place. */
export function commandOf({ where, at }: LaunchText, commands: readonly Command[]): Command | undefined {
  const named = commands.filter((command) => command.where === where);
  return named.find((command) => at && command.at.start < at.end && at.start < Math.max(command.at.end, command.at.start + 1)) ?? (named.length === 1 || at === undefined ? named[0] : undefined);
}

/** The first of several ways after which the command has the variable, and nothing else has changed. @param value undefined: it has it no more */
export function firstTrue(launch: LaunchText, ways: Iterable<readonly TextEdit[] | undefined>, name: string, value: string | undefined, parsers: LaunchParsers): readonly TextEdit[] | undefined {
  const before = readLaunch(launch.path, launch.text, parsers);
  const meant = before && commandOf(launch, before.commands);
  if (!before || !meant) return undefined;
  const index = before.commands.indexOf(meant);
  for (const way of ways) {
    const after = way && readLaunch(launch.path, edited(launch.text, way), parsers);
    if (after && keepsTheRest(before, after, name, value) && saidBy(after.commands[index]!).variables.get(name) === value && (value !== undefined || !saidBy(after.commands[index]!).variables.has(name))) return way;
  }
  return undefined;
}

function keepsTheRest(before: LaunchFile, after: LaunchFile, name: string, value: string | undefined): boolean {
  if (after.commands.length !== before.commands.length || after.problems.length > before.problems.length) return false;
  if (!sameVariables(variablesOf(before.environment), variablesOf(after.environment), name, value)) return false;
  return before.commands.every((command, i) => {
    const [was, is] = [saidBy(command), saidBy(after.commands[i]!)];
    return was.words === is.words && command.where === after.commands[i]!.where && sameVariables(was.variables, is.variables, name, value);
  });
}

/** Others may get the variable as well: what is exported counts for whatever comes behind it. */
function sameVariables(was: ReadonlyMap<string, string | undefined>, is: ReadonlyMap<string, string | undefined>, name: string, value: string | undefined): boolean {
  return [...new Set([...was.keys(), ...is.keys()])].every((key) => (was.has(key) === is.has(key) && was.get(key) === is.get(key)) || (key === name && is.get(key) === value));
}

function saidBy({ words, environment }: Command): Said {
  return { words: wordsSaid(words), variables: variablesOf(environment) };
}

/** The words without their places. */
export function wordsSaid(words: readonly Word[]): string {
  return JSON.stringify(words.map(({ text, template, prefix, several }) => [text, template, prefix, several]));
}

/** What a list of settings comes to, file by file as they are written. */
export function variablesOf(settings: readonly Setting[]): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const setting of settings) {
    if (setting.kind === 'variable' && !(setting.unlessSet && found.get(setting.name) !== undefined)) found.set(setting.name, setting.value);
    else if (setting.kind === 'unset') found.delete(setting.name);
    else if (setting.kind === 'file') found.set(`file ${setting.path}`, '');
    else if (setting.kind === 'unknown') found.set('unknown', '');
  }
  return found;
}
