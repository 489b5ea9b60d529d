// The one door to environment variables in launch files: given to one command, in the syntax of its file, or not at all.
import type { Command, LaunchParsers, Setting } from '../../launch/types';
import type { ReplaceEdit } from '../../text/edits';
import type { Uri } from '../../text/span';
import { composeEnvironment, kubernetesEnvironment, platformEnvironment, uwsgiData, vscodeEnvironment } from './data-of-variables';
import { circusEnvironment, dockerEnv, dotenvLine, exported, prefixed, shellWord, supervisorEnvironment, toxEnvironment, unitEnvironment, uwsgiIni, uwsgiXml, type Way } from './lines-of-variables';
import { commandOf, firstTrue, readLaunch, type LaunchText } from './said';
import { edited, type TextEdit } from './text';

/** What every syntax here can hold without escapes; a percent sign is doubled where it has to be. */
const WRITABLE = /^[\w.,:/@=+%~ -]+$/;

type Writer = (launch: LaunchText, name: string, value: string, parsers: LaunchParsers) => Way[];

/** By path; what does not fit the file gives no way, and each way is tried. */
const WRITERS: readonly (readonly [path: RegExp, writers: readonly Writer[]])[] = [
  [/\.ya?ml$|\.config$/i, [composeEnvironment, kubernetesEnvironment, platformEnvironment, uwsgiData, prefixed]],
  [/\.json$/i, [vscodeEnvironment, platformEnvironment, uwsgiData, prefixed]],
  [/\.toml$|(^|\/)Pipfile$/, [platformEnvironment, prefixed]],
  [/\.service$|\.service\.d\/[^/]+\.conf$/, [unitEnvironment]],
  [/(^|\/)tox\.ini$/, [toxEnvironment]],
  [/\.(ini|conf|cfg)$/, [supervisorEnvironment, circusEnvironment, uwsgiIni]],
  [/\.xml$/i, [uwsgiXml]],
  [/(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.(Docker|Container)file$/i, [dockerEnv]],
  [/(^|\/)(Procfile(\.[\w.-]+)?|(GNU)?[Mm]akefile|\.?[Jj]ustfile)$|\.(mk|just)$/, [prefixed]],
  [/(\.(sh|bash|ksh|zsh)|(^|\/)[\w-]+|(^|\/)\.envrc)$/, [exported, prefixed]],
];

/**
 * Gives a variable to a command, or another value to the one that its file gives it.
 * @returns undefined where that cannot be done with certainty: the reader has to see exactly this variable in the result, and everything else as before
 */
export function setVariable(file: Uri, launch: LaunchText, name: string, value: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  if (!WRITABLE.test(value) || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const command = commandIn(launch, parsers);
  if (!command) return undefined;
  const there = settingOf(command, name);
  const writers = WRITERS.find(([path]) => path.test(launch.path))?.[1] ?? [];
  const own = { ...launch, at: command.at };
  // In a script a later value counts, whatever gives the one before; a second key of a map would be a mistake.
  const isWritten = there?.kind === 'variable' && (there.valueAt !== undefined || !writers.includes(exported));
  const ways = isWritten ? replaced(launch.text, there, value) : writers.flatMap((write) => write(own, name, value, parsers));
  return found(file, firstTrue(own, ways, name, value, parsers));
}

/** Takes a variable away from a command whose file gives it one. */
export function removeVariable(file: Uri, launch: LaunchText, name: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const command = commandIn(launch, parsers);
  const there = command && settingOf(command, name);
  return there ? found(file, firstTrue(launch, removals(launch.text, there), name, undefined, parsers)) : undefined;
}

/** A line in a file of variables, or another value for the one that is there. @param path below the workspace folder */
export function setInVariablesFile(file: Uri, path: string, text: string, name: string, value: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const there = settingsIn(path, text, parsers).findLast((setting) => isNamed(setting, name));
  const ways = there ? replaced(text, there, value) : [dotenvLine(text, name, value)];
  return WRITABLE.test(value) ? found(file, firstInFile(path, text, ways, there, { name, value }, parsers)) : undefined;
}

/** Takes a variable out of a file of variables. @param path below the workspace folder */
export function removeInVariablesFile(file: Uri, path: string, text: string, name: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const there = settingsIn(path, text, parsers).findLast((setting) => isNamed(setting, name));
  return there && found(file, firstInFile(path, text, removals(text, there), there, { name, value: undefined }, parsers));
}

/** The first way after which the file has the variable, or no longer, and everything else as before. */
function firstInFile(path: string, text: string, ways: readonly Way[], there: Setting | undefined, { name, value }: { readonly name: string; readonly value: string | undefined }, parsers: LaunchParsers): Way | undefined {
  const said = (all: readonly Setting[]) => JSON.stringify(all.map((one) => (one.kind === 'variable' ? [one.name, one.value] : [one.kind])));
  const others = said(settingsIn(path, text, parsers).filter((one) => one.at.start !== there?.at.start));
  return ways.find((way) => {
    const after = settingsIn(path, edited(text, way), parsers);
    const now = after.findLast((setting) => isNamed(setting, name));
    const isRight = value === undefined ? now === undefined : now?.kind === 'variable' && now.value === value;
    return isRight && others === said(value === undefined ? after : after.filter((one) => one !== now));
  });
}

function settingsIn(path: string, text: string, parsers: LaunchParsers): readonly Setting[] {
  return readLaunch(path, text, parsers)?.environment ?? [];
}

const isNamed = (setting: Setting, name: string): boolean => setting.kind === 'variable' && setting.name === name;

function found(file: Uri, way: readonly TextEdit[] | undefined): ReplaceEdit[] | undefined {
  return way?.map((edit) => ({ file, ...edit }));
}

/** What this file says of a variable of the command; the last one counts. */
function settingOf({ environment }: Command, name: string): Setting | undefined {
  return environment.findLast((setting) => setting.kind === 'variable' && setting.name === name);
}

function commandIn(launch: LaunchText, parsers: LaunchParsers): Command | undefined {
  const read = readLaunch(launch.path, launch.text, parsers);
  return read && commandOf(launch, read.commands);
}

/** In the quotes that are there. Without any: in such where YAML would take the value for something else. */
function replaced(text: string, setting: Setting, value: string): Way[] {
  if (setting.kind !== 'variable') return [];
  // `NAME=` without a value ends where one would begin.
  const isEmpty = setting.valueAt === undefined && setting.value === '' && text.slice(setting.at.start, setting.at.end).endsWith(`${setting.name}=`);
  const at = isEmpty ? { start: setting.at.end, end: setting.at.end } : setting.valueAt;
  if (!at) return [];
  const written = text.slice(at.start, at.end);
  const [, blanks = '', quote = ''] = /^(\s*)(["'](?=[^]*["']$))?/.exec(written)!;
  const isYaml = quote === '' && /:\s*$/.test(text.slice(0, at.start)) && /^(true|false|yes|no|on|off|null|y|n|[\d.+-].*)$/i.test(value);
  // Quotes may be part of the value that is there, as in a list of compose.
  const forms = (content: string): string[] => [quote + content + quote, ...(quote ? [content] : [shellWord(content)]), `"${content}"`];
  // Where a percent sign has to be doubled, the reader sees one.
  const contents = value.includes('%') ? [value.replaceAll('%', '%%'), value] : [value];
  return [...(isYaml ? [`"${value}"`] : []), ...contents.flatMap(forms)].map((form) => [{ start: at.start, end: at.end, text: blanks + form }]);
}

/** Its line, its item with what holds it together, or the words alone. */
function removals(text: string, { at: { start, end } }: Setting): Way[] {
  // A block of YAML ends on the line below it.
  const at = { start, end: start + text.slice(start, end).trimEnd().length };
  const lineStart = text.slice(0, at.start).search(/[^\r\n]*$/);
  const before = text.slice(lineStart, at.start);
  const rest = /^[^\r\n]*(\r\n|\r|\n|$)/.exec(text.slice(at.end))![0];
  const comma = /^[ \t]*,[ \t]*(\r?\n[ \t]*)?/.exec(text.slice(at.end))?.[0] ?? '';
  const commaBefore = /,\s*$/.exec(text.slice(0, at.start))?.[0] ?? '';
  const blank = /^[ \t]+/.exec(text.slice(at.end))?.[0] ?? '';
  const cuts = [
    { start: lineStart, end: at.end + rest.length },
    ...(comma ? [{ start: at.start, end: at.end + comma.length }] : []),
    ...(commaBefore ? [{ start: at.start - commaBefore.length, end: at.end }] : []),
    ...(blank ? [{ start: at.start, end: at.end + blank.length }] : []),
    { start: at.start - (/[ \t]*$/.exec(before)?.[0].length ?? 0), end: at.end },
  ];
  return cuts.map((cut) => [{ ...cut, text: '' }]);
}
