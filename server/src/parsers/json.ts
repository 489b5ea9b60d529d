// JSON with comments as plain data with places, by jsonc-parser.
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { ConfigNode } from '../core/config/node';
import type { DataDocument } from '../core/launch/formats';
import { bracketDepth, DEEPEST } from './depth';

/** Reads JSON with comments and trailing commas; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseJson(text: string): DataDocument {
  if (bracketDepth(text) > DEEPEST) return { root: undefined, broken: true };
  const errors: ParseError[] = [];
  // The mark is no part of JSON: a blank keeps the places.
  const tree = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true });
  return { root: tree && nodeOf(tree, text), broken: errors.length > 0 };
}

function nodeOf(node: Node, text: string): ConfigNode {
  const at = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'string') return { kind: 'text', value: String(node.value), at };
  if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map((item) => nodeOf(item, text)), at };
  if (node.type !== 'object') return { kind: 'other', at, written: text.slice(at.start, at.end) };
  const entries = (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    if (!key || !value) return [];
    return [{ key: String(key.value), keyAt: { start: key.offset, end: key.offset + key.length }, value: nodeOf(value, text) }];
  });
  return { kind: 'table', entries, at };
}
