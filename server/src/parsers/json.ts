// JSON with comments as plain data with places, by jsonc-parser.
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { YamlEntry, YamlNode, YamlText } from '../core/syntax/yaml';
import { aligned } from '../core/text/aligned';
import { bracketDepth, DEEPEST } from './depth';

/** Reads JSON with comments and trailing commas; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseJson(text: string): YamlText {
  if (bracketDepth(text) > DEEPEST) return { documents: [], problems: [{ message: 'Brackets are nested too deep', at: { start: 0, end: text.length } }] };
  const errors: ParseError[] = [];
  // The mark is no part of JSON: a blank keeps the places.
  const tree = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  const problems = errors.map(({ error, offset, length }) => ({ message: printParseErrorCode(error), at: { start: offset, end: offset + length } }));
  return { documents: tree ? [nodeOf(tree, text)] : [], problems };
}

function nodeOf(node: Node, text: string): YamlNode {
  const at = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map((item) => nodeOf(item, text)), at };
  if (node.type === 'object') return { kind: 'map', entries: entriesOf(node, text), at };
  const value = node.value as string | number | boolean | null;
  const written = typeof value === 'string' ? value : value === null ? '' : text.slice(at.start, at.end);
  return { kind: 'scalar', value, text: written, at, offset: aligned(text, at.start, at.end, written) };
}

/** Of a key that stands twice the last one counts. */
function entriesOf(node: Node, text: string): YamlEntry[] {
  const entries = new Map<string, YamlEntry>();
  for (const { children = [] } of node.children ?? []) {
    const [key, value] = children;
    if (key && value) entries.set(String(key.value), { key: String(key.value), keyAt: { start: key.offset, end: key.offset + key.length }, value: nodeOf(value, text) });
  }
  return [...entries.values()];
}
