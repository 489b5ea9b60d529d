// Takes the programs off that stand in front of a server, and what they do to its environment.
import type { OptionTable } from '../knowledge/option-table';
import { PYTHON_OPTIONS, WRAPPERS, type WrapperProgram } from '../knowledge/wrappers';
import { parseOptions, within, type Parsed } from './options';
import { programOf, SHELL_FILE, shellArguments } from './programs';
import type { Option, Range, Setting, Word, Wrapper } from './types';

export interface Unwrapped {
  readonly words: readonly Word[];
  readonly wrappers: readonly Wrapper[];
  readonly environment: readonly Setting[];
  readonly cwd: string | undefined;
  /** What is left is a text for a shell: the first word, or each word for one of its own. */
  readonly shellText?: 'first' | 'each';
  readonly user?: string;
}

/** Longer chains of wrappers are a mistake. */
const MOST = 20;

/** Takes every wrapper off. */
export function unwrap(words: readonly Word[], environment: readonly Setting[], cwd: string | undefined): Unwrapped {
  let left: Unwrapped = { words, wrappers: [], environment, cwd };
  for (let i = 0; i < MOST && !left.shellText; i++) {
    const next = unwrapOne(left);
    if (!next) break;
    left = next;
  }
  // The profile of a user is in no repository.
  const shell = left.shellText ? undefined : shellArguments(left.words);
  const opens = shell?.isLogin || (shell && /\bbash$/.test(left.words[0]!.text ?? '') && left.environment.some((setting) => setting.kind === 'variable' && setting.name === SHELL_FILE));
  const login = opens ? left.words[0] : undefined;
  return login ? { ...left, environment: [{ kind: 'unknown', at: login.at }, ...left.environment] } : left;
}

function unwrapOne(left: Unwrapped): Unwrapped | undefined {
  const { words, wrappers, environment, cwd } = left;
  const found = programOf(words, WRAPPERS);
  if (!found) return undefined;
  const { program, length, between } = found;
  const table: OptionTable = { flags: [], values: [], others: 'flag', ...program.options };
  const { own, module } = ownOptions(words.slice(length), table, program);
  const options = [...parseOptions(between, table, 'never').options, ...own.options];
  const shell = options.findLast(({ name }) => name === program.shellOption);
  if ((program.separator && own.rest.length === 0) || (program.shellOption && !shell && own.rest.length <= (program.positionals ?? 0))) return undefined;
  const settings: Setting[] = [];
  let rest = own.rest;
  const positionals = rest.slice(0, program.positionals ?? 0);
  rest = rest.slice(positionals.length);
  if (program.assignments) rest = assignments(rest, settings);
  if (rest[0]?.text === '--') rest = rest.slice(1);
  if (program.environmentPrefix) rest = rest.map((word, i) => (i === 0 ? withoutPrefix(word) : word));
  const at = placeOf(words, words.length - rest.length);
  const kept = changes(program, options, environment, at);
  const folder = valueOf(options, program.folder);
  const user = program.user?.option === undefined ? positionals[program.user?.positional ?? -1]?.text : valueOf(options, program.user.option);
  const python: Word[] = program.starts === 'python' || module ? [{ text: 'python', at: { ...at, start: rest[0]?.at.start ?? at.end, end: rest[0]?.at.start ?? at.end } }] : [];
  return {
    words: shell ? textOf(shell, words) : [...python, ...rest], wrappers: [...wrappers, { name: program.name, at, options, cwd }], environment: [...kept, ...settings], cwd: typeof folder === 'string' ? folder : cwd,
    user: typeof user === 'string' ? user : left.user, ...(shell || program.starts === 'shell argument' ? { shellText: 'first' } : program.starts === 'shell arguments' && { shellText: 'each' }),
  };
}

/** Options end at `-m` where that begins the arguments of Python. */
function ownOptions(words: readonly Word[], table: OptionTable, { starts, separator, shellOption }: WrapperProgram): { own: Parsed; module: boolean } {
  const at = starts === 'python' || starts === 'command or module' ? words.findIndex(({ text }) => text === '-m' || text === '--module') : -1;
  const anywhere = separator !== undefined || shellOption !== undefined;
  const own = parseOptions(at < 0 ? words : words.slice(0, at), table, anywhere ? 'never' : 'first');
  // The user of `su` may stand anywhere, and there is nothing else.
  if (shellOption) return { own: { ...own, rest: [...own.positionals, ...own.rest] }, module: false };
  if (at < 0) return { own, module: false };
  const module = own.rest.length === 0;
  const rest = words.slice(at).map((word, i) => (module && i === 0 ? { ...word, text: '-m' } : word));
  return { own: { ...own, rest: [...own.rest, ...rest] }, module };
}

/** The text for a shell in an option. */
function textOf({ value, at, valueAt }: Option, words: readonly Word[]): Word[] {
  const word = words.find((each) => each.at === valueAt && each.text === value);
  if (word) return [word];
  return typeof value === 'string' ? [{ text: value, at: valueAt ?? at }] : [];
}

function placeOf(words: readonly Word[], count: number): Range {
  const own = words.slice(0, Math.max(1, count));
  return { ...own[0]!.at, start: Math.min(...own.map(({ at }) => at.start)), end: Math.max(...own.map(({ at }) => at.end)) };
}

const valueOf = (options: readonly Option[], name: string | undefined): Option['value'] => options.findLast((option) => option.name === name)?.value;

/** `prod:gunicorn` is `gunicorn` in the environment `prod`. */
function withoutPrefix(word: Word): Word {
  const end = /^[\w.+-]+:(?=\w)/.exec(word.text ?? '')?.[0].length;
  return end === undefined ? word : { ...word, text: word.text!.slice(end), at: within(word, end, word.text!.length), offset: word.offset && ((index) => word.offset!(index + end)) };
}

/** `NAME=value` words in front of a command. */
function assignments(words: readonly Word[], settings: Setting[]): readonly Word[] {
  const end = words.findIndex(({ text, prefix }) => !/^[A-Za-z_]\w*=/.test(text ?? prefix ?? ''));
  for (const word of words.slice(0, end < 0 ? words.length : end)) settings.push(assignmentOf(word));
  return end < 0 ? [] : words.slice(end);
}

/** The setting that a word such as `NAME=value` stands for. */
export function assignmentOf(word: Word, at: Range = word.at): Setting {
  const text = (word.text ?? word.prefix)!;
  const equals = text.indexOf('=');
  const value = word.text?.slice(equals + 1);
  return { kind: 'variable', name: text.slice(0, equals), value, at, ...(word.text !== undefined && { valueAt: within(word, equals + 1, word.text.length) }) };
}

function changes(program: WrapperProgram, options: readonly Option[], before: readonly Setting[], at: Range): Setting[] {
  const settings = program.clears && valueOf(options, program.clears) === true ? [] : [...before];
  for (const option of options) {
    if (option.name === program.unsets) settings.push(typeof option.value === 'string' ? { kind: 'unset', name: option.value, at: option.at } : { kind: 'unknown', at: option.at });
  }
  const isReset = program.resets !== undefined && options.some(({ name }) => name === program.resets!.option) !== program.resets.without;
  if (program.injects || isReset) settings.push({ kind: 'unknown', at });
  if (program.file) settings.push(...files(program.file, options, at));
  if (program.agent === 'opentelemetry') settings.push(...telemetry(options));
  return settings;
}

function files(file: NonNullable<WrapperProgram['file']>, options: readonly Option[], at: Range): Setting[] {
  const keeps = file.keeps || options.some(({ name, value }) => name === 'override' && value === false);
  const named = options.filter(({ name }) => name === file.option);
  const more = keeps ? { unlessSet: true } : {};
  if (named.length > 0) return named.map((option) => (typeof option.value === 'string' ? { kind: 'file', path: option.value, at: option.valueAt ?? option.at, ...more } : { kind: 'unknown', at: option.at }));
  return file.standard ? [{ kind: 'file', path: file.standard, at, ...(!file.required && { optional: true }), ...more }] : [];
}

/** `--traces_exporter console` is `OTEL_TRACES_EXPORTER=console`. */
function telemetry(options: readonly Option[]): Setting[] {
  return options.flatMap(({ name, value, at, valueAt }) => {
    if (value === true || value === false || !/^[a-z_0-9]+$/.test(name)) return [];
    const variable = `OTEL_${PYTHON_OPTIONS.includes(name) ? 'PYTHON_' : ''}${name.toUpperCase()}`;
    return [{ kind: 'variable', name: variable, value, at, ...(valueAt && { valueAt }) }];
  });
}
