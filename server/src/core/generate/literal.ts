// Python string literals: writing a service name so that it is data and never code.
import type { Message } from '../report';

/** A literal longer than this (in columns) does not fit into a line of 88 characters, however it is wrapped. */
const MAX_LITERAL = 84;

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Characters that are written as an escape: unpaired surrogates and invisible formatting, which could disguise code. */
const INVISIBLE = /[\ud800-\udfff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mn}/u;

/** A Python literal in the quotes that black prefers: double ones, unless single ones need fewer escapes. */
export function pythonLiteral(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  let body = '';
  for (const character of text) {
    if (character === '\\' || character === quote) body += `\\${character}`;
    else if (INVISIBLE.test(character)) body += escaped(character);
    else body += character;
  }
  return quote + body + quote;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

/** Columns as black counts them: wide characters take two, combining marks none. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text) width += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Why `name` cannot be a service name; undefined when it can. */
export function serviceNameProblem(name: string): Message | undefined {
  if (name.trim() === '') {
    return { what: 'The service name is empty.', why: 'Backends group traces by it.', todo: 'Give the name under which this service should appear, such as `shop`.' };
  }
  if (CONTROL.test(name)) {
    return { what: 'The service name contains a line break or another control character.', why: 'Backends show it as one line of text.', todo: 'Give a name on a single line, such as `shop`.' };
  }
  if (columns(pythonLiteral(name)) > MAX_LITERAL) {
    return { what: 'The service name is too long.', why: 'It does not fit into one line of the generated file.', todo: 'Give a name of at most 80 characters.' };
  }
  return undefined;
}
