// pyproject.toml files as settings: read once per text.
import type { Uri } from '../text/span';
import { tableAt, type Place, type TomlParser } from './node';
import type { Options } from './options';
import { readOptions, type Problem } from './read';

/** Where the settings stand in it. */
const TABLE = ['tool', 'firstspan'];

export interface FileSettings {
  /** Undefined where the file has no `[tool.firstspan]`. */
  readonly options: Options | undefined;
  readonly problems: readonly Problem[];
}

const NOTHING: FileSettings = { options: undefined, problems: [] };

/** Keeps what was read of each file; holds no other state. */
export class SettingsFiles {
  private readonly kept = new Map<Uri, { text: string; settings: FileSettings }>();

  /** @param parse undefined: pyproject.toml is not read */
  constructor(private readonly parse: TomlParser | undefined) {}

  get(uri: Uri, text: string): FileSettings {
    const known = this.kept.get(uri);
    if (known?.text === text) return known.settings;
    const settings = this.parse ? readSettings(text, this.parse) : NOTHING;
    this.kept.set(uri, { text, settings });
    return settings;
  }
}

/** @param whole the file is ours alone: without `[tool.firstspan]` its top level counts */
export function readSettings(text: string, parse: TomlParser, whole = false): FileSettings {
  // A file that never speaks of us is none of our business, broken or not.
  if (!whole && !text.includes('firstspan')) return NOTHING;
  const root = parse(text);
  if (root.kind === 'broken') return { options: undefined, problems: [broken(root.at, root.why)] };
  const table = tableAt(root, TABLE) ?? (whole ? root : undefined);
  if (!table) return NOTHING;
  return readOptions(table);
}

function broken(at: Place, why: string): Problem {
  return { at, path: '', what: `This is not valid TOML: ${why}.`, todo: 'Mend the syntax here.' };
}
