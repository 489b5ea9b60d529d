// A file of TOML, YAML or JSON as plain data with places, whatever it was written in.

/** UTF-16 offsets; undefined where the host has no text, such as for the editor's settings. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Place | undefined;
  readonly value: ConfigNode;
}

export type ConfigNode =
  | { readonly kind: 'text'; readonly value: string; readonly at: Place | undefined }
  | { readonly kind: 'list'; readonly items: readonly ConfigNode[]; readonly at: Place | undefined }
  | { readonly kind: 'table'; readonly entries: readonly Entry[]; readonly at: Place | undefined }
  /** A number, a date, a truth value, nothing: no setting of ours is one. `written`: as it stands in the file, where there is one. */
  | { readonly kind: 'other'; readonly at: Place | undefined; readonly written?: string };

export type Table = Extract<ConfigNode, { kind: 'table' }>;

/** A text that is no TOML. */
export interface BrokenToml {
  readonly kind: 'broken';
  readonly at: Place;
  /** What the parser says, without a full stop. */
  readonly why: string;
}

/** Reads a TOML text; never throws. */
export type TomlParser = (text: string) => Table | BrokenToml;

/** Values that came as JSON. */
export function fromJson(value: unknown): ConfigNode {
  if (typeof value === 'string') return { kind: 'text', value, at: undefined };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(fromJson), at: undefined };
  if (typeof value !== 'object' || value === null) return { kind: 'other', at: undefined };
  return { kind: 'table', entries: Object.entries(value).map(([key, item]) => ({ key, keyAt: undefined, value: fromJson(item) })), at: undefined };
}

/** The table at a path of keys, if there is one. */
export function tableAt(root: Table, path: readonly string[]): Table | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  const value = root.entries.find((entry) => entry.key === key)?.value;
  return value?.kind === 'table' ? tableAt(value, rest) : undefined;
}
