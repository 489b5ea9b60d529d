// systemd units: ExecStart= with Environment=, EnvironmentFile=, WorkingDirectory= and User=, by systemd's own rules of quoting.
import { readIni, type IniEntry } from '../ini';
import { assignment, NOTHING, spanOf } from '../launch-file';
import { part, place } from '../piece';
import type { Command, LaunchFile, Piece, Setting, Word } from '../types';
import { systemdWords, type SystemdWord } from './systemd-words';

const COMMANDS = /^Exec(StartPre|StartPost|Start|Condition)$/;

/** Reads a unit or a part of one (`web.service.d/override.conf`). */
export function readSystemd(text: string): LaunchFile {
  const entries = readIni(text, { continued: 'backslash', sign: /=/ }).filter(({ name }) => name === 'Service').flatMap((section) => section.entries);
  const last = (key: string): string | undefined => entries.filter((entry) => entry.key === key).at(-1)?.value?.text;
  const environment = environmentOf(entries);
  const cwd = last('WorkingDirectory')?.replace(/^-/, '');
  const user = last('User');
  const common = { environment, cwd: cwd === undefined || cwd === '' || /[%~]/.test(cwd) ? undefined : cwd, ...(user && !user.includes('%') && { user }) };
  const commands = entries.filter(({ key }) => COMMANDS.test(key)).flatMap((entry, i, all): Command[] => {
    // An empty one takes back those before it.
    const isTakenBack = all.slice(i).some(({ key, value }) => key === entry.key && value?.text === '');
    if (isTakenBack || !entry.value) return [];
    return commandsOf(entry.value, variablesOf(environment)).map((words) => ({ ...common, words, at: spanOf(words, entry.at), where: entry.key }));
  });
  return { ...NOTHING, commands };
}

/** What EnvironmentFile= names wins over Environment=, wherever they stand. */
function environmentOf(entries: readonly IniEntry[]): Setting[] {
  const read = (key: string, settings: (value: Piece) => Setting[]): Setting[] => entries.filter((entry) => entry.key === key).reduce<Setting[]>((all, { value }) => (value && value.text !== '' ? [...all, ...settings(value)] : []), []);
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
  for (const { text, at, several, prefix: beginning } of words) {
    if (text === ';') commands.push([]);
    else commands.at(-1)!.push({ text, at, ...(several && { several }), ...(beginning !== undefined && { prefix: beginning }) });
  }
  // `@`: the second word is only what the process is called.
  return commands.map((line, i) => (i === 0 && prefix.includes('@') ? line.filter((_, at) => at !== 1) : line)).filter((line) => line.length > 0);
}
