// Files of environment variables (`.env`), as python-dotenv and docker compose read them. Where the two differ, a value is not known.
import type { LaunchFile, Problem, Range, Setting } from '../types';

/** `export` is allowed in front; compose also takes `NAME: value`, which python-dotenv does not. */
const BINDING = /[ \t]*(?:export[ \t]+)?([\w.-]+|'[^'\r\n]+')[ \t]*(=|:(?=[ \t]))[ \t]*/y;
const LINE_END = /[ \t]*(?:#[^\r\n]*)?(?=\r|\n|$)/y;
/** Escapes within double quotes that both turn into the same character. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"' };

interface Reading {
  readonly text: string;
  readonly settings: Setting[];
  readonly problems: Problem[];
  /** What the file has said so far; undefined: not known. */
  readonly known: Map<string, string | undefined>;
}

/** A value where it stands; `end` is where its line goes on. */
interface Value {
  readonly value: string | undefined;
  readonly at: Range;
}

/** Reads a file of environment variables. A name without `=` sets nothing. */
export function readDotenv(text: string): LaunchFile {
  const reading: Reading = { text, settings: [], problems: [], known: new Map() };
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) at = readLine(reading, at);
  // python-dotenv 1.0 and older take a byte order mark for a part of the first name.
  const settings = text.startsWith('\ufeff') ? reading.settings.map((setting, i) => (i === 0 && setting.kind === 'variable' ? { ...setting, value: undefined } : setting)) : reading.settings;
  return { commands: [], environment: settings, references: [], problems: reading.problems };
}

/** @returns where the next line begins */
function readLine(reading: Reading, start: number): number {
  const { text } = reading;
  BINDING.lastIndex = start;
  const binding = BINDING.exec(text);
  if (!binding) return nextLine(text, start);
  const name = binding[1]!.replace(/^'|'$/g, '');
  const from = start + binding[0].length;
  const found = /["']/.test(text[from] ?? '') ? quoted(reading, from) : plain(reading, from);
  if (!found) {
    reading.problems.push({ message: 'The quote does not end', at: { start: from, end: lineEnd(text, from) } });
    add(reading, name, { value: undefined, at: { start: from, end: lineEnd(text, from) } }, start);
    return nextLine(text, from);
  }
  LINE_END.lastIndex = found.at.end;
  // Something behind the quotes: one leaves the line out, the other takes it.
  const sure = binding[2] === '=' && LINE_END.test(text);
  add(reading, name, sure ? found : { ...found, value: undefined }, start);
  return nextLine(text, found.at.end);
}

function add({ text, settings, known }: Reading, name: string, { value, at: valueAt }: Value, start: number): void {
  const indentation = /^[ \t]*/.exec(text.slice(start, start + 200))![0].length;
  settings.push({ kind: 'variable', name, value, at: { start: start + indentation, end: valueAt.end }, valueAt });
  known.set(name, value);
}

/** Up to the end of the line; a comment needs a blank before it. */
function plain({ text, known }: Reading, start: number): Value {
  const line = text.slice(start, lineEnd(text, start));
  const value = line.replace(/[ \t]+#.*$/, '').replace(/^#.*$/, '').trimEnd();
  const at = { start, end: start + value.length };
  // A comment right behind the sign, or behind a tab, is the value for one of them.
  if (/^#|\t#/.test(line)) return { value: undefined, at };
  return { value: filled(value, known), at };
}

/** @returns undefined where the quote does not end */
function quoted({ text, known }: Reading, start: number): Value | undefined {
  const quote = text[start]!;
  let end = start + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return undefined;
  const inner = text.slice(start + 1, end).replace(/\r\n/g, '\n');
  const at = { start, end: end + 1 };
  // One fills in variables and reads escapes within single quotes, the other does not.
  if (quote === "'") return { value: /\\|\$\{/.test(inner) ? undefined : inner, at };
  const strange = [...inner.matchAll(/\\([^])/g)].some(([, letter]) => ESCAPES[letter!] === undefined);
  const value = strange ? undefined : filled(inner, known);
  return { value: value?.replace(/\\([^])/g, (_, letter: string) => ESCAPES[letter]!), at };
}

/** Only `${NAME}` is a variable for both; what the file does not set may come from outside. */
function filled(value: string, known: Reading['known']): string | undefined {
  const names = [...value.matchAll(/\$\{([A-Za-z_]\w*)(?::?-([^}$]*))?\}/g)];
  const rest = names.reduce((left, [whole]) => left.replace(whole!, ''), value);
  if (rest.includes('$') || names.some(([, name]) => !known.get(name!))) return undefined;
  return value.replace(/\$\{([A-Za-z_]\w*)(?::?-[^}$]*)?\}/g, (_, name: string) => known.get(name)!);
}

function lineEnd(text: string, start: number): number {
  const end = text.slice(start).search(/\r?\n|\r/);
  return end < 0 ? text.length : start + end;
}

function nextLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
}
