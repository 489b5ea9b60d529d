// supervisor's configuration: programs with their command, environment, directory and user.
import { CONFIG_PARSER, readIni, type IniEntry, type IniSection } from '../ini';
import { NOTHING, spanOf, wordOf } from '../launch-file';
import { part, place } from '../piece';
import { splitWords } from '../shlex';
import type { LaunchFile, Piece, Reference, Setting } from '../types';

/** What supervisor fills in (`%(ENV_HOME)s`, `%(here)s`), and what is left of a template. */
const EXPANSION = /%\(\w+\)\w|\{\{/;

export function readSupervisor(text: string): LaunchFile {
  const sections = readIni(text, CONFIG_PARSER);
  const shared = sections.filter(({ name }) => name === 'supervisord').flatMap(({ entries }) => environmentOf(valueOf(entries, 'environment'), undefined));
  const programs = sections.filter(({ name }) => /^(program|fcgi-program|eventlistener):/.test(name));
  return { ...NOTHING, commands: programs.flatMap((section) => commandOf(section, shared)), references: sections.filter(({ name }) => name === 'include').flatMap(includesOf) };
}

function commandOf({ name: section, at, entries }: IniSection, shared: readonly Setting[]): LaunchFile['commands'] {
  const command = valueOf(entries, 'command');
  if (!command) return [];
  const name = section.slice(section.indexOf(':') + 1).trim();
  const words = splitWords(command).words.map((word) => ({ ...word, text: word.text?.replaceAll('%(program_name)s', name) })).map((word) => wordOf(word, EXPANSION)).map((word) => (word.text?.includes('%%') ? { ...word, text: word.text.replaceAll('%%', '%') } : word));
  const cwd = valueOf(entries, 'directory')?.text;
  const user = valueOf(entries, 'user')?.text;
  return [{ words, at: spanOf(words, at), environment: [...shared, ...environmentOf(valueOf(entries, 'environment'), name)], cwd: cwd && !EXPANSION.test(cwd) ? cwd : undefined, where: name, ...(user && { user }) }];
}

/** `KEY="value",OTHER=value`: quotes as in a shell, commas between them. */
function environmentOf(value: Piece | undefined, program: string | undefined): Setting[] {
  if (!value) return [];
  return [...value.text.matchAll(/([A-Za-z_]\w*)\s*=\s*("(?:\\.|[^"])*"|'[^']*'|[^\s,"']*)/g)].map((match): Setting => {
    const start = match.index + match[0].length - match[2]!.length;
    const written = splitWords(part(value, start, match.index + match[0].length));
    const text = (written.words[0]?.text ?? '').replaceAll('%(program_name)s', program ?? '%(program_name)s');
    const known = written.whole && !EXPANSION.test(text) ? text.replaceAll('%%', '%') : undefined;
    return { kind: 'variable', name: match[1]!, value: known, at: place(value, match.index, match.index + match[0].length), valueAt: place(value, start, match.index + match[0].length) };
  });
}

function includesOf({ entries }: IniSection): Reference[] {
  const files = valueOf(entries, 'files');
  return files ? [...files.text.matchAll(/\S+/g)].map((match) => ({ kind: 'include', path: match[0], at: place(files, match.index, match.index + match[0].length) })) : [];
}

function valueOf(entries: readonly IniEntry[], key: string): Piece | undefined {
  return entries.filter((entry) => entry.key.toLowerCase() === key).at(-1)?.value;
}
