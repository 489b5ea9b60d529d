// circus' configuration: watchers with their command, arguments, environment and working directory.
import { CONFIG_PARSER, readIni, type IniEntry, type IniSection, type IniSyntax } from '../ini';
import { NOTHING, spanOf, wordOf } from '../launch-file';
import { place } from '../piece';
import { readShellLine } from '../shell/shell';
import { splitWords } from '../shlex';
import type { Command, LaunchFile, LaunchParsers, Piece, Setting } from '../types';

/** Comments only stand on lines of their own. */
const SYNTAX: IniSyntax = { continued: CONFIG_PARSER.continued, sign: CONFIG_PARSER.sign };
/** What circus fills in: `$(circus.sockets.web)`, `((circus.wid))`, `$HOME`. */
const EXPANSION = /\$|\(\(|\{\{/;

export function readCircus(text: string, parsers: LaunchParsers): LaunchFile {
  const sections = readIni(text, SYNTAX);
  const environments = sections.filter(({ name }) => /^env(:|$)/.test(name));
  const commands = sections.filter(({ name }) => name.startsWith('watcher:')).flatMap((section) => commandsOf(section, environments, parsers));
  const includes = sections.flatMap(({ entries }) => entries).flatMap(({ key, value }) => (key === 'include' && value ? [{ kind: 'include' as const, path: value.text, at: place(value) }] : []));
  return { ...NOTHING, commands, references: includes };
}

function commandsOf({ name: section, at, entries }: IniSection, environments: readonly IniSection[], parsers: LaunchParsers): readonly Command[] {
  const cmd = valueOf(entries, 'cmd');
  if (!cmd) return [];
  const name = section.slice('watcher:'.length);
  const environment = environments.filter((one) => isFor(one.name, name)).flatMap((one) => one.entries.map(settingOf));
  const folder = valueOf(entries, 'working_dir')?.text;
  const user = valueOf(entries, 'uid')?.text;
  const common = { environment, cwd: folder && !EXPANSION.test(folder) ? folder : undefined, where: name, ...(user && { user }) };
  const args = valueOf(entries, 'args');
  if (/^(true|1|yes|on)$/i.test(valueOf(entries, 'shell')?.text ?? '')) return readShellLine(cmd, parsers, common).commands;
  const words = [cmd, ...(args ? [args] : [])].flatMap((piece) => splitWords(piece).words).map((word) => wordOf(word, EXPANSION));
  return [{ ...common, words, at: spanOf([...words].sort((a, b) => a.at.start - b.at.start), at) }];
}

/** `[env]` is for all, `[env:web,worker*]` for those that it names. */
function isFor(section: string, watcher: string): boolean {
  if (section === 'env') return true;
  return section.slice('env:'.length).split(',').some((pattern) => new RegExp(`^${pattern.trim().replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(watcher));
}

function settingOf({ key, at, value }: IniEntry): Setting {
  return { kind: 'variable', name: key, value: value && !EXPANSION.test(value.text) ? value.text : undefined, at, ...(value && { valueAt: place(value) }) };
}

function valueOf(entries: readonly IniEntry[], key: string): Piece | undefined {
  return entries.filter((entry) => entry.key === key).at(-1)?.value;
}
