// YAML as plain data with places, by yaml.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair, type Range } from 'yaml';
import type { ConfigNode, Entry, Place } from '../core/config/node';
import type { DataDocument } from '../core/launch/formats';
import { blockDepth, bracketDepth, DEEPEST } from './depth';

/** Aliases of aliases can stand for more nodes than fit into memory; nothing that people write comes near. */
const MOST_NODES = 50_000;

/** Reads every document of a YAML file; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseYaml(text: string): readonly DataDocument[] {
  if (Math.max(bracketDepth(text), blockDepth(text)) > DEEPEST) return [{ root: undefined, broken: true }];
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  try {
    const documents = parseAllDocuments(text.slice(shift), { logLevel: 'silent', keepSourceTokens: false, uniqueKeys: false, strict: true, stringKeys: false });
    return Array.isArray(documents) ? documents.map((document) => read(document, shift)) : [];
  } catch {
    return [{ root: undefined, broken: true }];
  }
}

function read(document: Document.Parsed, shift: number): DataDocument {
  const reading: Reading = { shift, anchors: new Map(), open: new Set(), nodes: 0, whole: true };
  const root = document.contents === null ? undefined : nodeOf(document.contents, reading);
  return { root, broken: document.errors.length > 0 || !reading.whole };
}

interface Reading {
  readonly shift: number;
  /** What each anchor stands for so far. */
  readonly anchors: Map<string, Node>;
  /** The collections that are being read: an alias of one of them would never end. */
  readonly open: Set<Node>;
  nodes: number;
  /** False when something was left out. */
  whole: boolean;
}

function nodeOf(node: unknown, reading: Reading): ConfigNode {
  const at = placeOf(node, reading);
  if (reading.nodes++ > MOST_NODES) return leftOut(reading, at);
  if (isAlias(node)) {
    const target = reading.anchors.get(node.source);
    return target && !reading.open.has(target) ? nodeOf(target, reading) : leftOut(reading, at);
  }
  if (isScalar(node)) {
    if (node.anchor) reading.anchors.set(node.anchor, node);
    return typeof node.value === 'string' ? { kind: 'text', value: node.value, at } : { kind: 'other', at, written: node.source ?? '' };
  }
  if (!isSeq(node) && !isMap(node)) return { kind: 'other', at, written: '' };
  if (node.anchor) reading.anchors.set(node.anchor, node);
  reading.open.add(node);
  const read: ConfigNode = isSeq(node) ? { kind: 'list', items: node.items.map((item) => nodeOf(item, reading)), at } : { kind: 'table', entries: entriesOf(node.items, reading), at };
  reading.open.delete(node);
  return read;
}

function leftOut(reading: Reading, at: Place): ConfigNode {
  reading.whole = false;
  return { kind: 'other', at };
}

/** What a merge key brings comes first, and only where the map itself has no such key. */
function entriesOf(pairs: readonly Pair[], reading: Reading): Entry[] {
  const own: Entry[] = [];
  const merged: Entry[] = [];
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? String(key.value ?? '') : undefined;
    if (name === undefined) continue;
    const node = nodeOf(value ?? key, reading);
    const entry = { key: name, keyAt: placeOf(key, reading), value: value === null ? ({ kind: 'other', at: node.at, written: '' } as const) : node };
    if (name === '<<') merged.push(...tablesIn(entry.value));
    else own.push(entry);
  }
  const first = merged.filter(({ key }, i) => !own.some((entry) => entry.key === key) && merged.findIndex((entry) => entry.key === key) === i);
  return [...first, ...own];
}

function tablesIn(node: ConfigNode): readonly Entry[] {
  if (node.kind === 'list') return node.items.flatMap(tablesIn);
  return node.kind === 'table' ? node.entries : [];
}

function placeOf(node: unknown, { shift }: Reading): Place {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ? { start: range[0] + shift, end: range[1] + shift } : { start: shift, end: shift };
}
