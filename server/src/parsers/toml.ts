// pyproject.toml as plain data with places, by toml-eslint-parser.
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { BrokenToml, ConfigNode, Entry, Place, Table } from '../core/config/node';

/** A table while it is filled. */
interface Filling {
  readonly kind: 'table';
  readonly entries: Entry[];
  readonly at: Place;
}

/** Reads TOML 1.0; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseToml(text: string): Table | BrokenToml {
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  try {
    return read(parseTOML(text.slice(shift)), shift);
  } catch (error) {
    if (!(error instanceof ParseError)) return { kind: 'broken', at: { start: 0, end: 0 }, why: error instanceof Error ? error.message : String(error) };
    return { kind: 'broken', at: visible(text, error.index + shift), why: error.message.replace(/\.$/, '') };
  }
}

/** From the error to the end of its line; what is missing at the end of the text is shown on its last line. */
function visible(text: string, start: number): Place {
  const end = start + /^[^\r\n]*/.exec(text.slice(start))![0].length;
  if (text.slice(start, end).trim() !== '') return { start, end };
  const before = text.slice(0, start).trimEnd();
  return { start: Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1, end: before.length };
}

function read(program: AST.TOMLProgram, shift: number): Table {
  const place = ({ range }: { range: AST.Range }): Place => ({ start: range[0] + shift, end: range[1] + shift });
  const root: Filling = { kind: 'table', entries: [], at: place(program) };
  const fill = (into: Filling, body: readonly AST.TOMLKeyValue[]): void => {
    for (const { key, value } of body) set(into, key.keys, nodeOf(value));
  };
  const set = (into: Filling, keys: readonly (AST.TOMLBare | AST.TOMLQuoted)[], value: ConfigNode): void => {
    const table = keys.slice(0, -1).reduce(step, into);
    const last = keys.at(-1)!;
    table.entries.push({ key: nameOf(last), keyAt: place(last), value });
  };
  const step = (into: Filling, key: AST.TOMLBare | AST.TOMLQuoted): Filling => {
    const there = into.entries.find((entry) => entry.key === nameOf(key))?.value;
    // TOML allows no second table of a name, so what is there was made here and may still be filled.
    if (there?.kind === 'table') return there as Filling;
    const made: Filling = { kind: 'table', entries: [], at: place(key) };
    into.entries.push({ key: nameOf(key), keyAt: place(key), value: made });
    return made;
  };
  const nodeOf = (value: AST.TOMLContentNode): ConfigNode => {
    if (value.type === 'TOMLArray') return { kind: 'list', items: value.elements.map(nodeOf), at: place(value) };
    if (value.type === 'TOMLInlineTable') {
      const table: Filling = { kind: 'table', entries: [], at: place(value) };
      fill(table, value.body);
      return table;
    }
    return value.kind === 'string' ? { kind: 'text', value: value.value, at: place(value) } : { kind: 'other', at: place(value) };
  };
  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') fill(root, [part]);
    // An array of tables is none of ours: it is passed over.
    else if (part.kind === 'standard') fill(part.key.keys.reduce(step, root), part.body);
  }
  return root;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}
