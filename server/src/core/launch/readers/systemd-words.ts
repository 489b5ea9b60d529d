// The words of a value in a systemd unit: quotes around whole words, escapes of C, specifiers (`%i`) and variables.
import { part, place, UNKNOWN } from '../piece';
import type { Piece, Word } from '../types';

export interface SystemdWord extends Word {
  /** Without the quotes around it. */
  readonly source: Piece;
  /** What stands behind its first `=`, without a closing quote. */
  readonly valueAt: { readonly start: number; readonly end: number };
}

const WORD = /(?:\\[^]|"(?:\\[^]|[^"\\])*(?:"|$)|'(?:\\[^]|[^'\\])*(?:'|$)|[^\s\\"'])+/g;
const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ', '\\': '\\', '"': '"', "'": "'" };

/** @param known variables that are filled in, as in a command line; undefined: `$` stands for itself */
export function systemdWords(value: Piece, known?: ReadonlyMap<string, string | undefined>): SystemdWord[] {
  return [...value.text.matchAll(WORD)].map((match) => {
    const [whole] = match;
    const isQuoted = /^(["'])(?:\\[^]|(?!\1)[^\\])*\1?$/.test(whole);
    const start = match.index + (isQuoted ? 1 : 0);
    const source = part(value, start, match.index + whole.length - (isQuoted && whole.length > 1 && whole.endsWith(whole[0]!) ? 1 : 0));
    const equals = source.text.indexOf('=') + 1;
    // systemd takes away quotes within a word as well, which its manual denies.
    const content = !isQuoted && /["']/.test(whole) ? { text: undefined, prefix: whole.slice(0, whole.search(/["']/)) } : read(source, known);
    return { ...content, at: place(value, match.index, match.index + whole.length), source, valueAt: place(source, equals) };
  });
}

function read(source: Piece, known: ReadonlyMap<string, string | undefined> | undefined): Pick<Word, 'text' | 'several' | 'prefix' | 'template' | 'offset'> {
  const written = source.text;
  // A variable that is a word of its own may be several words.
  if (known && /^\$[A-Za-z_]\w*$/.test(written)) {
    const value = known.get(written.slice(1));
    return value !== undefined && /^\S+$/.test(value) ? { text: value } : { text: undefined, several: true };
  }
  let text = '';
  /** What stands before the first that is not known. */
  let prefix: string | undefined;
  const indexes: number[] = [];
  for (const { 0: token, index: start } of written.matchAll(/\\x[\da-f]{2}|\\[0-7]{3}|\\[^]|%[^]|\$\$|\$\{\w+\}|[^]/gi)) {
    const found = token.length === 1 ? token : valueOf(token, known);
    if (found === undefined) prefix ??= text;
    const piece = found ?? UNKNOWN;
    text += piece;
    for (let i = 0; i < piece.length; i++) indexes.push(start);
  }
  const offset = (index: number): number => source.offset(indexes[index] ?? (indexes.at(-1) ?? -1) + 1);
  return prefix === undefined ? { text, offset } : { text: undefined, prefix, template: text, offset };
}

/** @returns undefined for what is not known: a specifier, a variable without a value, an escape that systemd does not have */
function valueOf(token: string, known: ReadonlyMap<string, string | undefined> | undefined): string | undefined {
  if (token === '%%') return '%';
  if (token.startsWith('%')) return undefined;
  if (token.startsWith('$')) return known === undefined ? token : token === '$$' ? '$' : known.get(token.slice(2, -1));
  if (token.length > 2) return String.fromCharCode(token[1] === 'x' ? parseInt(token.slice(2), 16) : parseInt(token.slice(1), 8));
  return ESCAPES[token[1]!];
}
