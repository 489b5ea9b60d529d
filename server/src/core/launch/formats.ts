// The parsers of general formats that launch files are written in. They are passed in: the core has no packages of its own.
import type { ConfigNode, TomlParser } from '../config/node';

/** One document of a YAML file, or a whole JSON file. */
export interface DataDocument {
  /** Undefined for an empty document. Every node has its place. Aliases and merge keys of YAML are followed. */
  readonly root: ConfigNode | undefined;
  /** Not what the format says, such as a template: what is there may be wrong or missing. */
  readonly broken: boolean;
}

export interface Formats {
  readonly toml: TomlParser;
  /** All documents of a YAML file; never throws. */
  readonly yaml: (text: string) => readonly DataDocument[];
  /** JSON with comments and trailing commas; never throws. */
  readonly json: (text: string) => DataDocument;
}
