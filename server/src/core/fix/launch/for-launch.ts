// Environment variables of a launch, in whichever of its files they belong: what compose, its Dockerfile, a script and a file of variables say together.
import type { Place, Started, Variable } from '../../launch/started/types';
import type { LaunchParsers } from '../../launch/types';
import type { Files } from '../../project/view';
import { pathOf } from '../../project/snapshot';
import type { ReplaceEdit } from '../../text/edits';
import type { Uri } from '../../text/span';
import { NAMELESS_STAGE } from '../../launch/readers/dockerfile';
import { addUwsgiOption, addWords, replaceValue, takeWords } from './command-line';
import { readLaunch, type LaunchText } from './said';
import { removeInVariablesFile, removeVariable, setInVariablesFile, setVariable } from './set-variable';

/** The files that a fix may look at, and what reads them. */
export interface LaunchFiles {
  readonly files: Files;
  readonly launchParsers: LaunchParsers | undefined;
}

/**
 * Gives a variable to a launch: in the file that starts it, or, where it has a value already, where that value stands.
 * @returns undefined where that cannot be done with certainty
 */
export function setForLaunch(project: LaunchFiles, started: Started, name: string, value: string): ReplaceEdit[] | undefined {
  const { launchParsers } = project;
  const there = started.variables.get(name);
  if (!launchParsers) return undefined;
  if (typeof there === 'object' && isWord(started, there)) return replacedWord(project, there, value);
  if (typeof there === 'object' && there.at.file !== started.file) return where(project, there, name, (file, launch, text) => (launch ? setVariable(file, launch, name, value, launchParsers) : setInVariablesFile(file, pathIn(project, file), text, name, value, launchParsers)));
  const launch = launchIn(project, started);
  return launch && setVariable(started.file, launch, name, value, launchParsers);
}

/** Is it a word of a wrapper, such as an option of opentelemetry-instrument, or `NAME=value` behind `env`? */
function isWord({ wrappers, file }: Started, { at }: Variable): boolean {
  return wrappers.some((wrapper) => (wrapper.at.file ?? file) === at.file && wrapper.at.start <= at.start && at.end <= wrapper.at.end);
}

function replacedWord(project: LaunchFiles, { at, value, valueAt }: Variable, written: string): ReplaceEdit[] | undefined {
  const launch = commandAt(project, at);
  return launch && valueAt && value !== undefined ? replaceValue(at.file, launch, valueAt, value, written, project.launchParsers!) : undefined;
}

/**
 * Gives a variable to a launch in the file where another one stands: beside it in a file of variables, else to the command that has it.
 * @returns undefined where that cannot be done with certainty
 */
export function setBeside(project: LaunchFiles, started: Started, beside: string, name: string, value: string): ReplaceEdit[] | undefined {
  const { launchParsers } = project;
  const there = started.variables.get(beside);
  if (!launchParsers || typeof there !== 'object') return undefined;
  if (there.at.file === started.file) return setForLaunch(project, started, name, value);
  return where(project, there, beside, (file, launch, text) => (launch ? setVariable(file, launch, name, value, launchParsers) : setInVariablesFile(file, pathIn(project, file), text, name, value, launchParsers)));
}

/** Takes a variable away from a launch, where it stands. */
export function removeForLaunch(project: LaunchFiles, started: Started, name: string): ReplaceEdit[] | undefined {
  const { launchParsers } = project;
  const there = started.variables.get(name);
  if (!launchParsers || typeof there !== 'object') return undefined;
  return where(project, there, name, (file, launch, text) => (launch ? removeVariable(file, launch, name, launchParsers) : removeInVariablesFile(file, pathIn(project, file), text, name, launchParsers)));
}

/** The launch as a command of the file that starts it, for edits of its words (command-line.ts). */
export function launchIn(project: LaunchFiles, { file, kind, where: named, at }: Started): LaunchText | undefined {
  const text = project.files.text(file);
  const path = pathIn(project, file);
  // A stage without a name is known to people by its file.
  return text === undefined ? undefined : { path, text, where: kind === 'image' && named === path ? NAMELESS_STAGE : named, ...(at.file === file && { at }) };
}

/**
 * Gives an option to the server of a launch: behind its name on the command line, or behind that of a management command, wherever that
 * stands; or as a line of uWSGI's configuration.
 * @param name without dashes, such as `preload`, or `c` for the short one. @param value undefined: a flag
 */
export function addOptionForLaunch(project: LaunchFiles, { kind, file, serverAt, target }: Started, name: string, value?: string): ReplaceEdit[] | undefined {
  // Before the command manage.py takes no options.
  const behind: Place = target?.kind === 'management' ? { ...target.at, file: target.at.file ?? file } : serverAt;
  const launch = commandAt(project, behind);
  if (!launch) return undefined;
  if (kind === 'uwsgi' && behind.file === file) return addUwsgiOption(file, launch, name, value ?? 'true', project.launchParsers!);
  return addWords(behind.file, launch, behind, [`${name.length === 1 ? '-' : '--'}${name}`, ...(value === undefined ? [] : [value])], project.launchParsers!);
}

/** Takes words of a launch away, such as an option with its value or a wrapper, wherever they stand. */
export function takeForLaunch(project: LaunchFiles, range: Place): ReplaceEdit[] | undefined {
  const launch = commandAt(project, range);
  return launch && takeWords(range.file, launch, range, project.launchParsers!);
}

/** The command of a file that stands at a place. */
function commandAt(project: LaunchFiles, { file, start, end }: Place): LaunchText | undefined {
  const text = project.files.text(file);
  const path = pathIn(project, file);
  const read = text === undefined || !project.launchParsers ? undefined : readLaunch(path, text, project.launchParsers);
  const command = read?.commands.find(({ at }) => at.start <= start && end <= at.end);
  return command && { path, text: text!, where: command.where, at: command.at };
}

type Edit = (file: Uri, launch: LaunchText | undefined, text: string) => ReplaceEdit[] | undefined;

/** In the file that holds the value: with the command that has it there, or without one in a file of variables. */
function where(project: LaunchFiles, { at }: Variable, name: string, edit: Edit): ReplaceEdit[] | undefined {
  const { file } = at;
  const text = project.files.text(file);
  const path = pathIn(project, file);
  const read = text === undefined ? undefined : readLaunch(path, text, project.launchParsers!);
  if (text === undefined || !read) return undefined;
  const has = (settings: (typeof read)['environment']) => settings.some((setting) => setting.kind === 'variable' && setting.name === name && setting.at.start === at.start);
  const command = read.commands.find(({ environment }) => has(environment));
  if (command) return edit(file, { path, text, where: command.where, at: command.at }, text);
  return read.commands.length === 0 && has(read.environment) ? edit(file, undefined, text) : undefined;
}

const pathIn = ({ files }: LaunchFiles, file: Uri): string => pathOf(files.snapshot, file);
