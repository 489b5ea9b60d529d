// YAML as plain data with places, by yaml.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair, type Range, type Scalar } from 'yaml';
import type { YamlEntry, YamlNode, YamlScalar, YamlText } from '../core/syntax/yaml';
import { aligned } from '../core/text/aligned';
import { blockDepth, bracketDepth, DEEPEST } from './depth';

/** Aliases of aliases can stand for more nodes than fit into memory; nothing that people write comes near. */
const MOST_NODES = 50_000;

type Problem = YamlText['problems'][number];

/** Reads every document of a YAML file; never throws. Offsets are those of `text`, a byte order mark included. */
export function parseYaml(text: string): YamlText {
  const nothing = (message: string): YamlText => ({ documents: [], problems: [{ message, at: { start: 0, end: text.length } }] });
  if (Math.max(bracketDepth(text), blockDepth(text)) > DEEPEST) return nothing('It is nested too deep');
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  try {
    const documents = parseAllDocuments(text.slice(shift), { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
    return Array.isArray(documents) ? readAll(documents, text, shift) : { documents: [], problems: [] };
  } catch (error) {
    return nothing(error instanceof Error ? error.message : String(error));
  }
}

interface Reading {
  readonly text: string;
  readonly shift: number;
  readonly problems: Problem[];
  /** What each anchor stands for so far. */
  readonly anchors: Map<string, Node>;
  /** The collections that are being read: an alias of one of them would never end. */
  readonly open: Set<Node>;
  nodes: number;
}

function readAll(documents: readonly Document.Parsed[], text: string, shift: number): YamlText {
  const problems: Problem[] = [];
  const roots = documents.flatMap((document) => {
    for (const { message, pos } of document.errors) problems.push({ message, at: within(pos, shift, text) });
    return document.contents === null ? [] : [nodeOf(document.contents, { text, shift, problems, anchors: new Map(), open: new Set(), nodes: 0 })];
  });
  return { documents: roots, problems };
}

/** The library's places can end behind the text. */
function within([start, end]: readonly [number, number], shift: number, text: string): Problem['at'] {
  return { start: Math.min(start + shift, text.length), end: Math.min(end + shift, text.length) };
}

function nodeOf(node: unknown, reading: Reading): YamlNode {
  const at = placeOf(node, reading);
  if (reading.nodes++ > MOST_NODES) return leftOut('Its aliases stand for too much', at, reading);
  if (isAlias(node)) {
    const target = reading.anchors.get(node.source);
    return target && !reading.open.has(target) ? nodeOf(target, reading) : leftOut('The alias stands for nothing', at, reading);
  }
  if (isScalar(node)) return scalarOf(node, at, reading);
  if (!isSeq(node) && !isMap(node)) return empty(at);
  if (node.anchor) reading.anchors.set(node.anchor, node);
  reading.open.add(node);
  const read: YamlNode = isSeq(node) ? { kind: 'list', items: node.items.map((item) => nodeOf(item, reading)), at } : { kind: 'map', entries: entriesOf(node.items, reading), at };
  reading.open.delete(node);
  return read;
}

function scalarOf(node: Scalar, at: Problem['at'], { text, anchors }: Reading): YamlScalar {
  if (node.anchor) anchors.set(node.anchor, node);
  const value = typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean' ? node.value : null;
  const written = typeof value === 'string' ? value : value === null ? '' : (node.source ?? '');
  return { kind: 'scalar', value, text: written, at, offset: aligned(text, at.start, at.end, written) };
}

const empty = (at: Problem['at']): YamlScalar => ({ kind: 'scalar', value: null, text: '', at, offset: () => at.start });

function leftOut(message: string, at: Problem['at'], { problems }: Reading): YamlNode {
  problems.push({ message, at });
  return empty(at);
}

/** What a merge key brings comes first, and only where the map itself has no such key. Of a key that stands twice the last one counts. */
function entriesOf(pairs: readonly Pair[], reading: Reading): YamlEntry[] {
  const own = new Map<string, YamlEntry>();
  const merged = new Map<string, YamlEntry>();
  for (const { key, value } of pairs) {
    if (!isScalar(key)) continue;
    const keyAt = placeOf(key, reading);
    const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
    const node = value === null ? empty({ start: keyAt.end, end: keyAt.end }) : nodeOf(value, reading);
    if (name === '<<') for (const entry of entriesIn(node)) merged.set(entry.key, merged.get(entry.key) ?? entry);
    else own.set(name, { key: name, keyAt, value: node });
  }
  return [...[...merged.values()].filter(({ key }) => !own.has(key)), ...own.values()];
}

function entriesIn(node: YamlNode): readonly YamlEntry[] {
  if (node.kind === 'list') return node.items.flatMap(entriesIn);
  return node.kind === 'map' ? node.entries : [];
}

function placeOf(node: unknown, { shift }: Reading): Problem['at'] {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ? { start: range[0] + shift, end: range[1] + shift } : { start: shift, end: shift };
}
