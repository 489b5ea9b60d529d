// Files of sections and `key = value`, with places. Who reads them says how lines are continued and where comments begin.
import { joined, part, pieceOf, place } from './piece';
import type { Piece, Range } from './types';

export interface IniEntry {
  readonly key: string;
  /** Key, sign and value. */
  readonly at: Range;
  readonly keyAt: Range;
  /** Without blanks around it; undefined where there is no sign. */
  readonly value: Piece | undefined;
}

export interface IniSection {
  readonly name: string;
  readonly at: Range;
  readonly entries: readonly IniEntry[];
}

export interface IniSyntax {
  /** `indentation`: a line that begins with a blank goes on (Python's configparser); `backslash`: one goes on behind a backslash (systemd). */
  readonly continued: 'indentation' | 'backslash' | 'never';
  readonly sign: RegExp;
  /** Where a comment begins within a line. */
  readonly comment?: RegExp;
}

/** Python's configparser, as supervisor uses it. */
export const CONFIG_PARSER: IniSyntax = { continued: 'indentation', sign: /[=:]/, comment: /(^|\s)[;#]/ };

/** Every section in order; those of one name stand as often as they are written. What stands before the first one is left out. */
export function readIni(text: string, syntax: IniSyntax): IniSection[] {
  const sections: { name: string; at: Range; entries: IniEntry[] }[] = [];
  let pieces: Piece[] = [];
  const flush = (): void => {
    const entry = pieces.length > 0 ? entryOf(joined(pieces, place(pieces.at(-1)!).end), syntax) : undefined;
    if (entry) sections.at(-1)?.entries.push(entry);
    pieces = [];
  };
  let open = false;
  for (const line of linesOf(text)) {
    const bare = line.text.trim();
    if (/^[;#]/.test(bare) && (!open || syntax.continued === 'backslash')) continue;
    const goesOn = open || (syntax.continued === 'indentation' && pieces.length > 0 && /^\s/.test(line.text) && bare !== '');
    if (!goesOn) flush();
    open = syntax.continued === 'backslash' && bare.endsWith('\\');
    const header = goesOn ? undefined : /^\[([^\]]*)\]/.exec(bare);
    const start = line.text.indexOf(bare);
    if (header) sections.push({ name: header[1]!, at: place(line, start, start + header[0].length), entries: [] });
    else if (bare !== '') pieces.push(...contentOf(part(line, start, start + bare.length), syntax, goesOn, open));
  }
  flush();
  return sections;
}

/** Without its comment and its backslash; continued lines have a line break, or a blank, before them. */
function contentOf(line: Piece, { comment, continued }: IniSyntax, goesOn: boolean, open: boolean): Piece[] {
  const found = comment ? line.text.search(comment) : -1;
  const end = open ? line.text.length - 1 : found < 0 ? line.text.length : found;
  const kept = part(line, 0, line.text.slice(0, end).trimEnd().length);
  const before: Piece = { text: continued === 'backslash' ? ' ' : '\n', offset: () => kept.offset(0) };
  return goesOn ? [before, kept] : [kept];
}

function entryOf(line: Piece, { sign }: IniSyntax): IniEntry | undefined {
  const found = line.text.search(sign);
  const key = (found < 0 ? line.text : line.text.slice(0, found)).trim();
  if (key === '') return undefined;
  const rest = found < 0 ? '' : line.text.slice(found + 1);
  const start = found + 1 + rest.length - rest.trimStart().length;
  return { key, at: place(line), keyAt: place(line, 0, key.length), value: found < 0 ? undefined : part(line, start, start + rest.trim().length) };
}

/** Lines without their ends; a byte order mark belongs to none. */
export function linesOf(text: string): Piece[] {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return [...text.slice(start).matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)].map((match) => pieceOf(text, start + match.index, start + match.index + match[1]!.length));
}
