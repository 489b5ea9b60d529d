// noxfile.py: `session.run("python", "manage.py", ...)` as far as its arguments are texts that stand there.
import { NOTHING } from '../launch-file';
import type { Command, LaunchFile, Setting, Word } from '../types';

const STRING = /\s*([rbu]?)("""|'''|"|')((?:\\[^]|(?!\2)[^\\])*)\2/iy;

/** Read as text: the file is no part of the project that runs. */
export function readNoxfile(text: string): LaunchFile {
  const commands = [...text.matchAll(/\bdef\s+(\w+)|\b\w+\.run(?:_install|_always)?\(/g)].reduce<{ where: string; found: Command[] }>((state, match) => {
    if (match[1] !== undefined) return { ...state, where: match[1] };
    const command = callAt(text, match.index + match[0].length, state.where);
    return command ? { ...state, found: [...state.found, command] } : state;
  }, { where: 'session', found: [] }).found;
  return { ...NOTHING, commands };
}

function callAt(text: string, start: number, where: string): Command | undefined {
  const words: Word[] = [];
  let at = start;
  for (let word = stringAt(text, at); word; word = stringAt(text, at)) {
    words.push(word);
    at = word.at.end;
    const comma = /\s*,/y;
    comma.lastIndex = at;
    if (!comma.test(text)) break;
    at = comma.lastIndex;
  }
  if (words.length === 0) return undefined;
  const rest = /[^)]*\)?/y;
  rest.lastIndex = at;
  const { index, 0: tail } = rest.exec(text)!;
  // A spread or a name: there are more arguments than can be seen.
  const open = /^\s*[*A-Za-z_]/.test(tail) && !/^\s*[A-Za-z_]\w*\s*=/.test(tail);
  const all: Word[] = open ? [...words, { text: undefined, several: true, at: { start: words.at(-1)!.at.end, end: words.at(-1)!.at.end } }] : words;
  return { words: all, at: { start: words[0]!.at.start, end: words.at(-1)!.at.end }, environment: environmentIn(tail, index), cwd: undefined, where };
}

function stringAt(text: string, at: number): Word | undefined {
  STRING.lastIndex = at;
  const match = STRING.exec(text);
  if (!match) return undefined;
  const start = match.index + match[0].length - match[3]!.length - match[2]!.length * 2 - match[1]!.length;
  return { text: match[3]!.includes('\\') ? undefined : match[3]!, at: { start, end: match.index + match[0].length } };
}

/** `env={"NAME": "value"}`. */
function environmentIn(tail: string, offset: number): Setting[] {
  const table = /\benv\s*=\s*(?:\{([^}]*)\}?|[^,)]+)/.exec(tail);
  if (!table) return [];
  if (table[1] === undefined) return [{ kind: 'unknown', at: { start: offset + table.index, end: offset + table.index + table[0].length } }];
  const start = offset + table.index + table[0].indexOf('{') + 1;
  return [...table[1].matchAll(/["'](\w+)["']\s*:\s*(?:(["'])((?:(?!\2)[^\\])*)\2|[^,]+)/g)].map((match): Setting => ({ kind: 'variable', name: match[1]!, value: match[3], at: { start: start + match.index, end: start + match.index + match[0].length } }));
}
