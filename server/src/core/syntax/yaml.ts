// YAML as plain data with places, whatever library parsed it.

interface At {
  /** UTF-16 offsets; quotes and block indicators belong to it. */
  readonly at: { readonly start: number; readonly end: number };
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: { readonly start: number; readonly end: number };
  /** A scalar of null where nothing stands behind the colon. */
  readonly value: YamlNode;
}

export interface YamlScalar extends At {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text, as a shell or compose would see it: `yes`, `8000`, `` for null; of a string its value. */
  readonly text: string;
  /** The offset in the file of character `index` of `text`, also through escapes and block scalars; for `text.length` the end. */
  offset(index: number): number;
}

export interface YamlMap extends At {
  readonly kind: 'map';
  /** Aliases and merge keys (`<<`) are resolved: what comes from an anchor keeps its place there. No key stands twice. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlList extends At {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlText {
  /** The documents of the text, in order; one that is empty or broken beyond use is left out. */
  readonly documents: readonly YamlNode[];
  readonly problems: readonly { readonly message: string; readonly at: { readonly start: number; readonly end: number } }[];
}

/** Reads YAML 1.2 with merge keys; never throws. JSON with comments and trailing commas is mostly YAML, too. */
export type YamlParser = (text: string) => YamlText;

/** The value under a path of keys. */
export function yamlAt(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let found = node;
  for (const key of path) found = found?.kind === 'map' ? found.entries.find((entry) => entry.key === key)?.value : undefined;
  return found;
}
