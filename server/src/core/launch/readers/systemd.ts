// systemd units: ExecStart= with Environment=, EnvironmentFile=, WorkingDirectory= and User=, by systemd's own rules of quoting.
import type { Uri } from '../../text/span';
import { commandIn, settingIn } from '../in-file';
import { readIni, type IniEntry } from '../ini';
import { assignment, NOTHING, spanOf } from '../launch-file';
import { part, place } from '../piece';
import type { Command, LaunchFile, Piece, Setting, Word } from '../types';
import { systemdWords, type SystemdWord } from './systemd-words';

const COMMANDS = /^Exec(StartPre|StartPost|Start|Condition)$/;

/** A line below `[Service]`. `file`: where it stands, if that is not the file that is read. */
export type UnitLine = IniEntry & { readonly file?: Uri };

/** Reads a unit or a part of one (`web.service.d/override.conf`), which may say no more than what the unit's commands get. */
export function readSystemd(text: string): LaunchFile {
  const lines = linesOfUnit(text);
  const commands = commandsOfUnit(lines);
  return { ...NOTHING, commands, environment: commands.length > 0 ? [] : environmentOf(lines) };
}

export function linesOfUnit(text: string, file?: Uri): UnitLine[] {
  return readIni(text, { continued: 'backslash', sign: /=/ }).filter(({ name }) => name === 'Service').flatMap(({ entries }) => entries.map((entry) => (file === undefined ? entry : { ...entry, file })));
}

/** @param lines of the unit and then of its parts, in the order in which systemd reads them */
export function commandsOfUnit(lines: readonly UnitLine[]): Command[] {
  const last = (key: string): string | undefined => lines.filter((line) => line.key === key).at(-1)?.value?.text;
  const environment = environmentOf(lines);
  const cwd = last('WorkingDirectory')?.replace(/^-/, '');
  const user = last('User');
  const common = { environment, cwd: cwd === undefined || cwd === '' || /[%~]/.test(cwd) ? undefined : cwd, ...(user && !user.includes('%') && { user }) };
  return lines.filter(({ key }) => COMMANDS.test(key)).flatMap((line, i, all): Command[] => {
    // An empty one takes back those before it.
    const isTakenBack = all.slice(i).some(({ key, value }) => key === line.key && value?.text === '');
    if (isTakenBack || !line.value) return [];
    return commandsOf(line.value, variablesOf(environment)).map((words) => commandIn({ ...common, words, at: spanOf(words, line.at), where: line.key }, line.file, 0));
  });
}

/** What EnvironmentFile= names wins over Environment=, wherever they stand. */
function environmentOf(lines: readonly UnitLine[]): Setting[] {
  const read = (key: string, settings: (value: Piece) => Setting[]): Setting[] => lines.filter((line) => line.key === key).reduce<Setting[]>((all, { value, file }) => (value && value.text !== '' ? [...all, ...settings(value).map((one) => (file === undefined ? one : settingIn(one, file)))] : []), []);
  return [
    ...read('PassEnvironment', (value) => systemdWords(value).map(({ text, at }): Setting => ({ kind: 'variable', name: text ?? '', value: undefined, at }))),
    ...read('Environment', (value) => systemdWords(value).flatMap((word) => assigned(word) ?? [])),
    ...read('EnvironmentFile', (value) => [fileOf(value)]),
    ...read('UnsetEnvironment', (value) => systemdWords(value).map(({ text, at }): Setting => ({ kind: 'unset', name: (text ?? '').replace(/=.*$/, ''), at }))),
  ];
}

function assigned({ text, source, at, valueAt }: SystemdWord): Setting | undefined {
  const setting = assignment(source, () => undefined);
  if (setting?.kind !== 'variable') return undefined;
  return { ...setting, value: text?.slice(text.indexOf('=') + 1), at, valueAt };
}

function fileOf(value: Piece): Setting {
  const optional = value.text.startsWith('-');
  const path = value.text.slice(optional ? 1 : 0);
  if (/[%*?[]/.test(path)) return { kind: 'unknown', at: place(value) };
  return { kind: 'file', path, at: place(value, optional ? 1 : 0), ...(optional && { optional }) };
}

/** Variables of which the value is certain: a file may set any of them again. */
function variablesOf(environment: readonly Setting[]): ReadonlyMap<string, string | undefined> {
  if (environment.some(({ kind }) => kind === 'file' || kind === 'unknown')) return new Map();
  return new Map(environment.flatMap((setting) => (setting.kind === 'variable' ? [[setting.name, setting.value]] : [])));
}

/** A `;` of its own divides commands. */
function commandsOf(value: Piece, known: ReadonlyMap<string, string | undefined>): Word[][] {
  const prefix = /^[@\-:+!|]*/.exec(value.text)![0];
  const words = systemdWords(part(value, prefix.length), prefix.includes(':') ? undefined : known);
  const commands = [[]] as Word[][];
  for (const { text, at, several, prefix: beginning, template, offset } of words) {
    if (text === ';') commands.push([]);
    else commands.at(-1)!.push({ text, at, ...(offset && { offset }), ...(several && { several }), ...(beginning !== undefined && { prefix: beginning }), ...(template !== undefined && { template }) });
  }
  // `@`: the second word is only what the process is called.
  return commands.map((line, i) => (i === 0 && prefix.includes('@') ? line.filter((_, at) => at !== 1) : line)).filter((line) => line.length > 0);
}
