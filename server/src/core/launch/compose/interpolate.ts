// Variables in compose files: `$X`, `${X}`, `${X:-text}`, and `$$` for a dollar. They come from the shell and the `.env` beside the file.
import type { YamlScalar } from '../../syntax/yaml';
import { piece, UNKNOWN } from '../piece';
import type { Piece } from '../types';

/** Variables of which the value is known. */
export type Variables = ReadonlyMap<string, string>;

const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^${}]*))?\}|\{)/y;

/** The text of a scalar with its variables filled in; `UNKNOWN` stands where that is not possible. */
export function interpolate(scalar: YamlScalar, variables: Variables): Piece {
  const { text } = scalar;
  const offsets: number[] = [];
  let filled = '';
  const put = (value: string, start: number, end: number): void => {
    filled += value;
    for (let i = 0; i < value.length; i++) offsets.push(scalar.offset(i > 0 && i === value.length - 1 ? end : start));
  };
  for (let i = 0; i < text.length; i++) {
    VARIABLE.lastIndex = i;
    const match = text[i] === '$' ? VARIABLE.exec(text) : null;
    // Braces within braces are not understood: what they hold is not known.
    const end = !match ? i : match[0] === '${' ? closing(text, i) : VARIABLE.lastIndex - 1;
    put(match ? valueOf(match, variables) : text[i]!, match?.[1] ? end : i, end);
    i = end;
  }
  return piece(filled, offsets, scalar.offset(text.length));
}

function valueOf([, dollar, plain, braced, operator, other = '']: RegExpExecArray, variables: Variables): string {
  if (dollar) return '$';
  const value = variables.get(plain ?? braced ?? '');
  if (value === undefined) return UNKNOWN;
  if (operator?.endsWith('+')) return value === '' && operator.startsWith(':') ? '' : other;
  return value === '' && operator === ':-' ? other : value;
}

function closing(text: string, start: number): number {
  let open = 0;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '{') open++;
    else if (text[i] === '}' && --open === 0) return i;
  }
  return text.length - 1;
}

/** Its text, where all of it is known. */
export function knownText({ text }: Piece): string | undefined {
  return text.includes(UNKNOWN) ? undefined : text;
}
