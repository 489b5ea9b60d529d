// The one place that turns a command line into a launch: wrappers off, then the server by its table.
import { MANAGEMENT_COMMANDS, MANAGEMENT_MODULES, MANAGEMENT_OPTIONS, MANAGEMENT_SCRIPT, SERVERS, SERVING_COMMANDS, type Server } from '../knowledge/servers';
import { commandIn } from './in-file';
import { parseOptions } from './options';
import { argumentsFrom, baseOf, namedBy, programOf, pythonArguments, shellArguments } from './programs';
import { moreOptions, settingsOf } from './server-options';
import { readShellLine } from './shell/shell';
import { targetOf } from './target';
import type { Command, Launch, LaunchParsers, Piece, Range, Setting, Word, Wrapper } from './types';
import { unwrap, type Unwrapped } from './unwrap';

/** `sh -c` within `sh -c`. */
const DEEPEST = 5;

type Filled = (left: Pick<Unwrapped, 'environment' | 'cwd'>) => readonly Setting[];

/**
 * What a command starts, also through `sh -c "…"`.
 * @param filled replaces files of variables by what they hold, where that is known: GUNICORN_CMD_ARGS and its like may be in them
 * @returns nothing for a command that starts no server, no management command and no Python
 */
export function launchesOf(command: Command, parsers: Pick<LaunchParsers, 'shell'>, filled: Filled = ({ environment }) => environment, depth = 0): Launch[] {
  const own = unwrap(command.words, command.environment, command.cwd);
  const shell = insideShell(command, parsers, filled, own);
  if (shell) return depth >= DEEPEST ? [] : shell.commands.flatMap((each) => launchesOf(each, parsers, filled, depth + 1)).map((launch) => ({ ...launch, wrappers: [...shell.wrappers, ...launch.wrappers] }));
  const launch = launchOf(command, { ...own, environment: filled(own) });
  return launch ? [launch] : [];
}

/**
 * The commands in the text that a command gives to a shell (`sh -c "…"`).
 * @param filled as for `launchesOf`
 * @returns undefined where it gives none
 */
export function insideShell(command: Command, parsers: Pick<LaunchParsers, 'shell'>, filled: Filled, own = unwrap(command.words, command.environment, command.cwd)): Through | undefined {
  const texts = shellTexts(own);
  if (!texts) return undefined;
  const left = { ...own, environment: filled(own) };
  return { wrappers: left.wrappers, commands: texts.flatMap((text) => commandsInText(text, command, left, parsers)) };
}

function commandsInText(text: ShellText, { where, user: outer, injected }: Command, { user = outer, environment, cwd }: Unwrapped, parsers: Pick<LaunchParsers, 'shell'>): Command[] {
  if ((text.word.text ?? text.word.template) === undefined) return [];
  const inside = readShellLine(pieceIn(text.word), parsers, { where, environment, cwd, args: text.args, ...(user !== undefined && { user }) });
  return inside.commands.map((each) => ({ ...commandIn(each, text.word.at.file, environment.length), ...(injected && { injected }) }));
}

/** Commands that a command runs in a shell; the wrappers stood in front of it. */
export interface Through {
  readonly commands: readonly Command[];
  readonly wrappers: readonly Wrapper[];
}

/** A script that a command runs, with the arguments that it gets; its path is as written. */
export interface ScriptRun {
  readonly path: Word;
  readonly args: readonly Word[];
  /** It is run itself, and not given to a shell. */
  readonly isProgram: boolean;
  readonly through: Unwrapped;
}

/** A shell script, or a program that is no server and may be one: `./start.sh`, `sh start.sh`, `/entrypoint gunicorn`. */
export function scriptRun(command: Command): ScriptRun | undefined {
  const through = unwrap(command.words, command.environment, command.cwd);
  const { words } = through;
  const shell = shellArguments(words);
  if (shell) return shell.kind === 'script' ? { path: words[shell.index]!, args: words.slice(shell.index + 1), isProgram: false, through } : undefined;
  const first = words[0];
  if (first?.text === undefined || through.shellText || pythonArguments(words) || programOf(words, SERVERS) || /\.py$/.test(first.text)) return undefined;
  return /\/|\.sh$|entry-?point/.test(first.text) ? { path: first, args: words.slice(1), isProgram: true, through } : undefined;
}

interface ShellText {
  readonly word: Word;
  readonly args: readonly Word[];
}

/** @returns undefined for a command that gives no text to a shell */
function shellTexts({ words, shellText: own }: Unwrapped): ShellText[] | undefined {
  if (own === 'each') return words.map((word) => ({ word, args: [] }));
  if (own && words[0]) return [{ word: words[0], args: words.slice(1) }];
  const shell = shellArguments(words);
  // The first argument behind the text is `$0`.
  return shell?.kind === 'text' ? [{ word: words[shell.index]!, args: words.slice(shell.index + 2) }] : undefined;
}

/** The text of a word with the place of each character; without one the whole word is the place of each. */
function pieceIn({ text, template, at, offset }: Word): Piece {
  return { text: text ?? template ?? '', offset: offset ?? ((index) => (index === 0 ? at.start : at.end - 1)) };
}

function launchOf(command: Command, left: Unwrapped): Launch | undefined {
  const { words, wrappers, environment, cwd } = left;
  const base = { at: command.at, where: command.where, wrappers, environment, late: [], cwd, options: [], args: [], open: false, target: undefined };
  const found = programOf(words, SERVERS);
  if (found) return { ...base, ...served(found.program, words, found.length, found.between, left) };
  const first = words[0] && namedBy(words[0]);
  if (first === undefined) return undefined;
  if (MANAGEMENT_COMMANDS.includes(baseOf(first))) return { ...base, ...managed(words, 1, undefined) };
  // A file that is run itself.
  if (/\.py$/.test(first) || MANAGEMENT_SCRIPT.test(first)) return { ...base, ...python(words, { index: 0, kind: 'script' }) };
  const run = pythonArguments(words);
  return run?.index === undefined ? undefined : { ...base, ...python(words, run) };
}

type Part = Pick<Launch, 'server' | 'serverAt'> & Partial<Launch>;

function served(server: Server, words: readonly Word[], length: number, between: readonly Word[], { environment }: Unwrapped): Part {
  const own = parseOptions(words.slice(length), server.options, 'never');
  const before = parseOptions(between, server.options, 'never');
  const more = moreOptions(server, environment);
  const positionals = [...more.positionals, ...own.positionals, ...own.rest];
  const configurations = server.configurationArgument ? positionals.filter(({ text }) => text !== undefined && server.configurationArgument!.pattern.test(text)) : [];
  const options = [...more.options, ...before.options, ...own.options, ...configurations.map(({ text, at }) => ({ name: server.configurationArgument!.option, value: text, at, valueAt: at, from: 'command line' as const }))];
  const rest = positionals.filter((word) => !configurations.includes(word));
  const { target, args } = targetOf(server.target, options, rest);
  const settings = settingsOf(server, options);
  return { server: server.name, serverAt: placeOf(words.slice(0, length)), target, args, options, open: more.open || before.open || own.open, late: settings.late, environment: [...environment, ...settings.early] };
}

/**
 * A management command: the first word, whatever stands behind it. Django takes an option there for the name of one, and ends with
 * `Unknown command`. @param script where manage.py stands in the words
 */
function managed(words: readonly Word[], start: number, script: string | undefined): Part {
  const [first, ...behind] = words.slice(start);
  const name = first?.text?.startsWith('-') ? undefined : first?.text;
  const { options, open } = parseOptions(behind, MANAGEMENT_OPTIONS, 'never');
  const serves = name !== undefined && SERVING_COMMANDS.includes(name);
  return {
    server: serves ? name : 'management', serverAt: placeOf(words.slice(0, start)), target: { kind: 'management', command: name, script, at: first?.at ?? words[start - 1]!.at },
    options, args: behind, open: open || first === undefined,
  };
}

function python(words: readonly Word[], { index, kind }: ReturnType<typeof argumentsFrom>): Part {
  const word = words[index!]!;
  const text = namedBy(word)!;
  if (kind === 'module' && MANAGEMENT_MODULES.includes(text)) return managed(words, index! + 1, undefined);
  if (kind === 'script' && MANAGEMENT_COMMANDS.includes(baseOf(text))) return managed(words, index! + 1, undefined);
  if (kind === 'script' && MANAGEMENT_SCRIPT.test(text)) return managed(words, index! + 1, text);
  const target = kind === 'module' ? { kind, module: text, at: word.at } : { kind: 'script' as const, path: text, at: word.at };
  return { server: 'python', serverAt: placeOf(words.slice(0, Math.max(1, index!))), target, args: words.slice(index! + 1) };
}

function placeOf(words: readonly Word[]): Range {
  return { ...words[0]!.at, start: Math.min(...words.map(({ at }) => at.start)), end: Math.max(...words.map(({ at }) => at.end)) };
}
