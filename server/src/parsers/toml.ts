// TOML as plain data with places, by toml-eslint-parser.
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { BrokenToml, ConfigNode, Entry, Place, Table } from '../core/config/node';
import { bracketDepth, DEEPEST } from './depth';

/** A table while it is filled. */
interface Filling {
  readonly kind: 'table';
  readonly entries: Entry[];
  readonly at: Place;
}

/** An array of tables while it is filled. */
interface Growing {
  readonly kind: 'list';
  readonly items: Filling[];
  readonly at: Place;
}

/** Reads TOML 1.0; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseToml(text: string): Table | BrokenToml {
  if (bracketDepth(text) > DEEPEST) return { kind: 'broken', at: visible(text, 0), why: 'Brackets are nested too deep' };
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  try {
    const source = text.slice(shift);
    return read(parseTOML(source), source, shift);
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

function read(program: AST.TOMLProgram, source: string, shift: number): Table {
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
    if (there?.kind === 'list') return (there as Growing).items.at(-1)!;
    const made: Filling = { kind: 'table', entries: [], at: place(key) };
    into.entries.push({ key: nameOf(key), keyAt: place(key), value: made });
    return made;
  };
  const another = (keys: readonly (AST.TOMLBare | AST.TOMLQuoted)[], at: Place): Filling => {
    const parent = keys.slice(0, -1).reduce(step, root);
    const last = keys.at(-1)!;
    const item: Filling = { kind: 'table', entries: [], at };
    const there = parent.entries.find(({ key }) => key === nameOf(last))?.value;
    if (there?.kind === 'list') (there as Growing).items.push(item);
    else parent.entries.push({ key: nameOf(last), keyAt: place(last), value: { kind: 'list', items: [item], at } });
    return item;
  };
  const nodeOf = (value: AST.TOMLContentNode): ConfigNode => {
    if (value.type === 'TOMLArray') return { kind: 'list', items: value.elements.map(nodeOf), at: place(value) };
    if (value.type === 'TOMLInlineTable') {
      const table: Filling = { kind: 'table', entries: [], at: place(value) };
      fill(table, value.body);
      return table;
    }
    const at = place(value);
    return value.kind === 'string' ? { kind: 'text', value: value.value, at } : { kind: 'other', at, written: source.slice(...value.range) };
  };
  for (const part of program.body[0].body) {
    if (part.type === 'TOMLKeyValue') fill(root, [part]);
    else fill(part.kind === 'standard' ? part.key.keys.reduce(step, root) : another(part.key.keys, place(part)), part.body);
  }
  return root;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}
