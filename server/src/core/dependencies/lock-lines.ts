// The packages of uv.lock, poetry.lock, pdm.lock and pylock.toml, line by line: tools write them in one form, and a parser of TOML
// needs a second for what is read here in some milliseconds.
import { canonicalName, type Range } from './source';

/** What a package needs. `extra`: only with that extra of its own. */
export interface Edge {
  readonly name: string;
  readonly extras: readonly string[];
  readonly marker: string | undefined;
  readonly extra: string | undefined;
}

export interface Locked {
  readonly name: string;
  readonly at: Range;
  /** By key, as they are written (`version = "1.0"`), the quotes of a plain text removed. */
  readonly values: ReadonlyMap<string, string>;
  readonly edges: readonly Edge[];
}

interface Draft {
  name: string;
  at: Range;
  values: Map<string, string>;
  edges: Edge[];
}

const HEADER = /^\[\[?([^\]]+)\]\]?\s*$/;
const ASSIGNMENT = /^([\w.-]+|"[^"]+")\s*=\s*(.*)$/;

/** A text that is cut off gives what stands in it. */
export function readLocked(text: string): Locked[] {
  const found: Draft[] = [];
  let section = '';
  let list: string | undefined;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trim();
    const header = HEADER.exec(line);
    const draft = found.at(-1);
    if (header) {
      section = header[1]!;
      list = undefined;
      if (/^packages?$/.test(section) && line.startsWith('[[')) found.push({ name: '', at: { start: match.index, end: match.index }, values: new Map(), edges: [] });
    } else if (line.startsWith(']')) list = undefined;
    else if (draft && list !== undefined) addEdge(draft, section, list, line);
    else if (draft) list = assign(draft, section, line, match.index + match[0].indexOf(line));
  }
  return found.filter(({ name }) => name !== '');
}

/** @returns the key of a list whose items follow */
function assign(draft: Draft, section: string, line: string, start: number): string | undefined {
  const [, key, value] = ASSIGNMENT.exec(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (value === '[') return key;
  if (/^packages?$/.test(section)) {
    const plain = unquoted(value);
    draft.values.set(key, plain);
    if (key === 'name') draft.name = canonicalName(plain);
    if (key === 'name' || key === 'version') draft.at = { start: key === 'name' ? start : draft.at.start, end: start + line.length };
  } else if (section === 'package.dependencies') draft.edges.push({ name: canonicalName(unquoted(key)), extras: [], marker: value.startsWith('"') ? undefined : (markerIn(value) ?? 'extra'), extra: undefined });
  return undefined;
}

/** An item of `dependencies`, of uv (`{ name = "x" }`) or of PDM (`"x>=1; marker"`). */
function addEdge(draft: Draft, section: string, list: string, line: string): void {
  const extra = section === 'package.optional-dependencies' ? list : undefined;
  if (extra === undefined && !(list === 'dependencies' && /^packages?$/.test(section))) return;
  const table = /^\{ ?name = "([^"]+)"(.*)\}/.exec(line);
  const text = /^["']([\w.-]+)(?:\[([^\]]*)\])?[^;]*?(?:;\s*(.*?))?["'],?$/.exec(line);
  if (table) draft.edges.push({ name: canonicalName(table[1]!), extras: words(/extras? = \[([^\]]*)\]/.exec(table[2]!)?.[1]), marker: markerIn(table[2]!), extra });
  else if (text) draft.edges.push({ name: canonicalName(text[1]!), extras: words(text[2]), marker: text[3]?.replaceAll('\\"', '"'), extra });
}

function markerIn(text: string): string | undefined {
  const [, double, single] = /\bmarkers? = (?:"((?:\\.|[^"])*)"|'([^']*)')/.exec(text) ?? [];
  return double?.replaceAll('\\"', '"') ?? single;
}

function words(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/[\w.-]+/g)].map(([word]) => canonicalName(word));
}

function unquoted(text: string): string {
  return /^"((?:\\.|[^"])*)"$/.exec(text)?.[1]!.replaceAll('\\"', '"') ?? /^'([^']*)'$/.exec(text)?.[1] ?? text;
}
