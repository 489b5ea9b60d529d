// Settings of the command line: --select, --ignore, --config, and a pyproject.toml above the checked folder.
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { HostSettings, Layer } from '../core/config/configuration';
import { ALL, type Options } from '../core/config/options';
import type { Problem } from '../core/config/read';
import { readSettings } from '../core/config/settings-files';
import { SETTINGS_FILE } from '../core/project/names';
import { allRules } from '../core/rules/registry';
import { LineIndex } from '../core/text/lines';
import { nearest } from '../core/text/nearest';
import { readText } from '../host/read-file';
import { fromPath } from '../host/uris';
import { parseToml } from '../parsers/toml';
import { fail } from './failure';

/** What was typed. */
export interface SettingArguments {
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  /** Files, or `key=value`. */
  readonly config: readonly string[];
}

/** @throws Failure for rules that do not exist, and for settings that cannot be used: what was typed has to hold. */
export function commandSettings({ select, ignore, config }: SettingArguments, cwd: string): Pick<HostSettings, 'first' | 'instead'> {
  const files = config.filter((text) => !isAssignment(text, cwd));
  if (files.length > 1) fail(`--config names ${files.length} files.`, 'One file holds for everything.', 'Name one of them.');
  const typed = config.filter((text) => isAssignment(text, cwd)).map(assignment);
  const lists: Options = { ...(select.length > 0 ? { select: ruleIds('select', select) } : {}), ...(ignore.length > 0 ? { ignore: ruleIds('ignore', ignore) } : {}) };
  const options: Options = Object.assign({}, ...typed, lists);
  return {
    ...(Object.keys(options).length > 0 ? { first: { options, base: fromPath(cwd), from: 'the command line' } } : {}),
    ...(files[0] !== undefined ? { instead: fileLayer(path.resolve(cwd, files[0]), files[0]) } : {}),
  };
}

/**
 * The settings that hold above a checked folder, up to the top of its repository.
 * @param root absolute path of the folder; its own files are found without this
 */
export function settingsAbove(root: string): Layer | undefined {
  for (let folder = root; !existsSync(path.join(folder, '.git')) && folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    const file = path.join(folder, SETTINGS_FILE);
    const state = readText(file);
    const options = state.kind === 'loaded' ? readSettings(state.text, parseToml).options : undefined;
    if (options) return { options, base: fromPath(folder), from: fromPath(file) };
  }
  return undefined;
}

/** `key=value`, unless there is a file of that name. */
function isAssignment(text: string, cwd: string): boolean {
  return text.includes('=') && !existsSync(path.resolve(cwd, text));
}

function assignment(text: string): Options {
  const { options, problems } = readSettings(text, parseToml, true);
  const [problem] = problems;
  if (problem) fail(`--config '${text}' cannot be used.`, problem.what, `${problem.todo} It is a line of TOML, such as --config 'ignore = ["outside-fork-hook"]'.`);
  return options ?? {};
}

function fileLayer(file: string, typed: string): Layer {
  const state = readText(file);
  if (state.kind !== 'loaded') return fail(`${typed} cannot be read.`, state.kind === 'absent' ? 'There is no such file.' : `It is ${state.why}.`, 'Name a pyproject.toml, or a file with the same settings at its top level.');
  const { options, problems } = readSettings(state.text, parseToml, true);
  const [problem] = problems;
  if (problem) fail(`${place(typed, state.text, problem)} cannot be used.`, problem.what, problem.todo);
  return { options: options ?? {}, base: fromPath(path.dirname(file)), from: fromPath(file) };
}

function place(file: string, text: string, { at }: Problem): string {
  const { line, character } = new LineIndex(text).position(at?.start ?? 0);
  return `${file}:${line + 1}:${character + 1}`;
}

/** Rules may be separated by commas or given one by one. */
function ruleIds(option: string, typed: readonly string[]): string[] {
  const known = [...allRules.map(({ id }) => id), ALL];
  const ids = typed.flatMap((text) => text.split(',')).map((id) => id.trim()).filter((id) => id !== '');
  const wrong = ids.find((id) => !known.includes(id));
  if (wrong === undefined) return ids;
  const near = nearest(wrong, known);
  return fail(`--${option} ${wrong} cannot be used.`, `There is no rule '${wrong}'.`, near ? `Take ${near}, if that is meant.` : 'See firstspan rules.');
}
