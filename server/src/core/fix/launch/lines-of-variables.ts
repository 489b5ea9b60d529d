// A variable for a command in files of lines: Dockerfiles, scripts, units, INI files. Each way is tried by said.ts.
import { readIni, type IniEntry, type IniSection, type IniSyntax } from '../../launch/ini';
import { place } from '../../launch/piece';
import type { LaunchParsers } from '../../launch/types';
import type { Instruction } from '../../syntax/dockerfile';
import type { LaunchText } from './said';
import { indentationAt, lineEndAt, lineStartAt, linesAbove, linesAtEnd, linesBelow, type TextEdit } from './text';

export type Way = readonly TextEdit[];

/** In quotes where a shell, or Docker, would take the value apart. */
export function shellWord(value: string): string {
  return /^[\w.,:/@=+%-]*$/.test(value) ? value : `"${value}"`;
}

/** `NAME=value` right before the command, where a shell runs it. */
export function prefixed({ at }: LaunchText, name: string, value: string): Way[] {
  return at ? [[{ start: at.start, end: at.start, text: `${name}=${shellWord(value)} ` }]] : [];
}

/** `export NAME=value` above the line that the command begins on. */
export function exported({ text, at }: LaunchText, name: string, value: string): Way[] {
  if (!at) return [];
  const line = logicalLine(text, at.start);
  return [[linesAbove(text, line, [`${indentationAt(text, line)}export ${name}=${shellWord(value)}`])]];
}

/** The line that goes on to that of `offset` by backslashes. */
function logicalLine(text: string, offset: number): number {
  let line = lineStartAt(text, offset);
  while (line > 0) {
    const above = lineStartAt(text, text.slice(0, line).replace(/(\r\n|\r|\n)$/, '').length);
    if (above >= line || !/\\\s*$/.test(text.slice(above, line))) break;
    line = above;
  }
  return line;
}

/** ENV above the instructions that start something, and above the comments that belong to them. */
export function dockerEnv({ text, at }: LaunchText, name: string, value: string, { dockerfile }: LaunchParsers): Way[] {
  const { instructions } = dockerfile(text);
  const index = at ? instructions.findLastIndex((one) => one.at.start <= at.start) : -1;
  if (index < 0) return [];
  const starts = (one: Instruction | undefined) => one !== undefined && /^(CMD|ENTRYPOINT)$/.test(one.keyword);
  let first = index;
  while (starts(instructions[first - 1])) first--;
  const from = instructions[first]!.at.start;
  const top = commentsAbove(text, from);
  return starts(instructions[first]) ? [[linesAbove(text, top, [`ENV ${name}=${shellWord(value)}`])]] : [];
}

function commentsAbove(text: string, offset: number): number {
  let line = lineStartAt(text, offset);
  for (;;) {
    const above = lineStartAt(text, text.slice(0, line).replace(/(\r\n|\r|\n)$/, '').length);
    if (above >= line || !/^[ \t]*#(?!\s*(syntax|escape|check)\s*=)/.test(text.slice(above, line))) return line;
    line = above;
  }
}

const SYSTEMD: IniSyntax = { continued: 'backslash', sign: /=/ };
const PLAIN: IniSyntax = { continued: 'never', sign: /=/ };
const INDENTED: IniSyntax = { continued: 'indentation', sign: /[=:]/ };

/** `Environment=` below the others of the unit, or above the command. */
export function unitEnvironment({ text, at }: LaunchText, name: string, value: string): Way[] {
  const written = value.replaceAll('%', '%%');
  const line = /^[^\s"']*$/.test(written) ? `Environment=${name}=${written}` : `Environment="${name}=${written}"`;
  return readIni(text, SYSTEMD).filter((section) => section.name === 'Service').flatMap(({ entries }): Way[] => {
    const last = entries.filter(({ key }) => key === 'Environment').at(-1);
    const command = entries.find((entry) => at && entry.at.start <= at.start && at.start < entry.at.end);
    return last ? [[linesBelow(text, last.at.end, [line])]] : command ? [[linesAbove(text, command.at.start, [line])]] : [];
  });
}

/** One more in `environment=` of a program, or that line below its command. */
export function supervisorEnvironment({ text, where }: LaunchText, name: string, value: string): Way[] {
  const written = `${name}="${value.replaceAll('%', '%%')}"`;
  return sectionsNamed(readIni(text, { ...INDENTED, comment: /(^|\s)[;#]/ }), (section) => /^(program|fcgi-program|eventlistener):/.test(section) && section.slice(section.indexOf(':') + 1).trim() === where).flatMap(({ entries }): Way[] => {
    const own = valueOf(entries, 'environment');
    const command = valueOf(entries, 'command');
    if (own?.value && own.value.text !== '') {
      const end = place(own.value).end;
      const comma = /,\s*$/.test(own.value.text);
      // Where the others stand below each other, it stands below them.
      const last = own.value.text.split('\n').at(-1)!;
      const below = own.value.text.includes('\n') ? `${text.includes('\r\n') ? '\r\n' : '\n'}${indentationAt(text, end - last.length)}` : '';
      return [[{ start: end, end, text: `${comma ? '' : ','}${below}${written}` }]];
    }
    return command ? [[linesBelow(text, command.at.end, [`environment=${written}`])]] : [];
  });
}

/** `[env:NAME]` of circus, which may not be there yet. */
export function circusEnvironment({ text, where }: LaunchText, name: string, value: string): Way[] {
  const sections = readIni(text, { continued: 'indentation', sign: /[=:]/ });
  const own = sections.find((section) => section.name === `env:${where}`);
  const line = `${name} = ${value}`;
  if (own) return [[linesBelow(text, own.entries.at(-1)?.at.end ?? own.at.end, [line])]];
  const watcher = sections.find((section) => section.name === `watcher:${where}`);
  if (!watcher) return [];
  const end = watcher.entries.at(-1)?.at.end ?? watcher.at.end;
  return [[linesBelow(text, end, ['', `[env:${where}]`, line])]];
}

/** `env = NAME=value` of uWSGI, below the others or the head of its section. */
export function uwsgiIni({ text }: LaunchText, name: string, value: string): Way[] {
  return sectionsNamed(readIni(text, PLAIN), (section) => section === 'uwsgi').flatMap(({ entries, at }): Way[] => {
    const last = entries.filter(({ key }) => key === 'env').at(-1);
    const tight = entries.length > 0 && entries.every((entry) => !/\s=|=\s/.test(text.slice(entry.at.start, entry.at.end)));
    const line = `env${tight ? '=' : ' = '}${name}=${value.replaceAll('%', '%%')}`;
    // The last one may stand in a condition.
    return [last?.at.end ?? at.end, at.end].map((place) => [linesBelow(text, place, [line])]);
  });
}

/** `<env>NAME=value</env>` below the others, or as the first option. */
export function uwsgiXml({ text }: LaunchText, name: string, value: string): Way[] {
  const last = [...text.matchAll(/<env>[^<]*<\/env>/g)].at(-1);
  const root = /<uwsgi\b[^>]*>/.exec(text);
  const line = `<env>${name}=${value}</env>`;
  if (last) return [[linesBelow(text, last.index + last[0].length, [indentationAt(text, last.index) + line])]];
  if (!root) return [];
  const next = /\S/.exec(text.slice(root.index + root[0].length));
  const indentation = next ? indentationAt(text, root.index + root[0].length + next.index) : '  ';
  return [[linesBelow(text, lineEndAt(text, root.index + root[0].length), [indentation + line])]];
}

/** One more line in `setenv` of tox, or that key below the head of the section. */
export function toxEnvironment({ text, where }: LaunchText, name: string, value: string): Way[] {
  return sectionsNamed(readIni(text, { continued: 'indentation', sign: /=/ }), (section) => section === where).flatMap(({ entries, at }): Way[] => {
    const own = entries.find(({ key }) => /^set_?env$/.test(key));
    const line = `${name} = ${value}`;
    if (!own) return [[linesBelow(text, at.end, ['setenv =', `    ${line}`])]];
    const indentation = indentationAt(text, own.at.end) || '    ';
    return [[linesBelow(text, own.at.end, [indentation + line])]];
  });
}

/** A line at the end of a file of variables, with `export` where all of them have it. */
export function dotenvLine(text: string, name: string, value: string): Way {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => /^\s*(export\s+)?[\w.-]+\s*=/.test(line));
  const exporting = lines.length > 0 && lines.every((line) => /^\s*export\s/.test(line));
  return [linesAtEnd(text, [`${exporting ? 'export ' : ''}${name}=${shellWord(value)}`])];
}

function sectionsNamed(sections: readonly IniSection[], isMeant: (name: string) => boolean): readonly IniSection[] {
  return sections.filter(({ name }) => isMeant(name));
}

function valueOf(entries: readonly IniEntry[], key: string): IniEntry | undefined {
  return entries.filter((entry) => entry.key.toLowerCase() === key).at(-1);
}
