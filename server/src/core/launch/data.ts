// TOML as the data that YAML and JSON are read to, so that one table of key paths serves manifests in all three.
import type { ConfigNode, TomlParser } from '../config/node';
import type { YamlNode } from '../syntax/yaml';
import { aligned } from '../text/aligned';

/** Reads TOML; undefined for a text that is none. */
export function readToml(text: string, parse: TomlParser): YamlNode | undefined {
  const root = parse(text);
  return root.kind === 'broken' ? undefined : dataOf(root, text);
}

function dataOf(node: ConfigNode, text: string): YamlNode {
  const at = node.at ?? { start: 0, end: 0 };
  if (node.kind === 'list') return { kind: 'list', items: node.items.map((item) => dataOf(item, text)), at };
  if (node.kind === 'table') return { kind: 'map', entries: node.entries.map(({ key, keyAt, value }) => ({ key, keyAt: keyAt ?? at, value: dataOf(value, text) })), at };
  const written = node.kind === 'text' ? node.value : (node.written ?? '');
  return { kind: 'scalar', value: node.kind === 'text' ? written : plain(written), text: written, at, offset: aligned(text, at.start, at.end, written) };
}

function plain(written: string): string | number | boolean {
  if (written === 'true' || written === 'false') return written === 'true';
  return written !== '' && Number.isFinite(Number(written)) ? Number(written) : written;
}
