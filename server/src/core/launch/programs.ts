// Finds the program of a command line in the tables: by its name, by `python -m`, and by a subcommand.
import { PYTHON, SHELLS } from '../knowledge/servers';
import { UNKNOWN } from './piece';
import type { Word } from './types';

interface Named {
  readonly commands: readonly string[];
  readonly modules?: readonly string[];
}

export interface Found<T> {
  readonly program: T;
  /** How many words name it, `python -m` included; options between a program and its subcommand stay in the words. */
  readonly length: number;
  /** Words that stand between the program and its subcommand. */
  readonly between: readonly Word[];
  readonly module?: boolean;
}

/** The last segment of a path. */
export function baseOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

/** What a word names, also in a folder that is not known: `/bin/gunicorn` of `$VENV/bin/gunicorn`. Undefined: not known. */
export function namedBy({ text, template }: Word): string | undefined {
  if (text !== undefined || template === undefined || /^-|^\w+=|\s/.test(template)) return text;
  const known = template.slice(template.lastIndexOf(UNKNOWN) + UNKNOWN.length);
  return known.includes('/') ? known.slice(known.indexOf('/')) : undefined;
}

const nameOf = (word: Word | undefined): string => baseOf((word && namedBy(word)) ?? '');

/** The arguments of Python: options of the interpreter are passed over. */
export interface PythonArguments {
  /** Index of the script, or of the module behind `-m`; undefined: neither (`-c`, nothing, or not known). */
  readonly index: number | undefined;
  readonly kind: 'script' | 'module' | undefined;
}

/** @returns undefined where the first word is no Python */
export function pythonArguments(words: readonly Word[]): PythonArguments | undefined {
  return PYTHON.command.test(nameOf(words[0])) ? argumentsFrom(words, 1) : undefined;
}

/** What `python` would run from word `i` on. */
export function argumentsFrom(words: readonly Word[], start: number): PythonArguments {
  for (let i = start; i < words.length; i++) {
    const text = namedBy(words[i]!);
    if (text === undefined || text === '-' || /^-[a-zA-Z]*c/.test(text)) return { index: undefined, kind: undefined };
    if (/^-[a-zA-Z]*m$/.test(text)) return words[i + 1]?.text === undefined ? { index: undefined, kind: undefined } : { index: i + 1, kind: 'module' };
    if (!text.startsWith('-')) return { index: i, kind: 'script' };
    if (PYTHON.values.some((option) => option === text)) i++;
  }
  return { index: undefined, kind: undefined };
}

/** The first program of a table that the words start. */
export function programOf<T extends Named>(words: readonly Word[], table: readonly T[]): Found<T> | undefined {
  const python = pythonArguments(words);
  const at = python ? python.index : 0;
  const module = python?.kind === 'module';
  const text = at === undefined || !words[at] ? undefined : module ? words[at].text : namedBy(words[at]);
  if (at === undefined || text === undefined) return undefined;
  for (const program of table) {
    for (const spelled of module ? (program.modules ?? []) : program.commands) {
      const [name = '', sub] = spelled.split(' ');
      // A script in a virtual environment may be given to Python as well: `python /venv/bin/gunicorn`.
      if (module ? name !== text : name !== baseOf(text) && name !== text) continue;
      if (sub === undefined) return { program, length: at + 1, between: [], ...(module && { module }) };
      const index = subcommand(words, at + 1, sub);
      if (index !== undefined) return { program, length: index + 1, between: words.slice(at + 1, index), ...(module && { module }) };
    }
  }
  return undefined;
}

/** `?run`: options may stand between the program and it. */
function subcommand(words: readonly Word[], start: number, wanted: string): number | undefined {
  const name = wanted.replace(/^\?/, '');
  if (name === wanted) return words[start]?.text === name ? start : undefined;
  for (let i = start; i < words.length; i++) {
    const text = words[i]!.text;
    if (text === name) return i;
    // An option, or what may be the value of one.
    if (text === '--' || (!text?.startsWith('-') && !words[i - 1]?.text?.startsWith('-'))) return undefined;
  }
  return undefined;
}

/** A shell with a text behind `-c`: the index of that text; with a script: its index. */
export function shellArguments(words: readonly Word[]): { readonly kind: 'text' | 'script'; readonly index: number; /** It reads the profile of the user first, or what interactive shells read. */ readonly isLogin: boolean } | undefined {
  if (!SHELLS.test(nameOf(words[0]))) return undefined;
  let isLogin = false;
  for (let i = 1; i < words.length; i++) {
    const text = words[i]!.text;
    if (text === undefined) return undefined;
    isLogin ||= /^(-[a-z]*[li][a-z]*|--login)$/.test(text);
    if (/^-[a-z]*c[a-z]*$/.test(text)) {
      const next = words.findIndex((word, j) => j > i && !/^-[a-z]+$/.test(word.text ?? ''));
      isLogin ||= words.slice(i, next).some((word) => /^-[a-z]*[li]/.test(word.text ?? ''));
      return next < 0 ? undefined : { kind: 'text', index: next, isLogin };
    }
    if (/^[-+]o$/.test(text)) i++;
    else if (!/^[-+]/.test(text)) return { kind: 'script', index: i, isLogin };
  }
  return undefined;
}

/** Is what runs a text or a script a shell that sets no variables itself? One with a profile, or any other program, may. @param line such as `/usr/bin/env bash -e`, without the text or script */
export function isPlainShell(line: string): boolean {
  const words = line.trim().replace(/^\S*\/env\s+(-\S+\s+)?/, '').split(/\s+/);
  const shell = shellArguments([...words, 'text'].map((text) => ({ text, at: { start: 0, end: 0 } })));
  return shell?.index === words.length && !shell.isLogin;
}

/** The variable that names a file which bash reads before a script or a text. */
export const SHELL_FILE = 'BASH_ENV';
