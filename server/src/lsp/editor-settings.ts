// The editor's settings `firstspan.*` of one folder, as the core takes them.
import type { Layer } from '../core/config/configuration';
import { fromJson, type Table } from '../core/config/node';
import { editorName, OPTIONS } from '../core/config/options';
import { readOptions, type Problem } from '../core/config/read';
import type { Uri } from '../core/text/span';

export interface EditorSettings {
  readonly layer: Layer;
  readonly problems: readonly Problem[];
}

/**
 * @param values the section `firstspan` as the client sends it, of whatever shape; settings of the client itself are among it
 * @param folder what paths and patterns are relative to
 */
export function readEditorSettings(values: unknown, folder: Uri): EditorSettings {
  const node = fromJson(values);
  const names = OPTIONS.map(({ name }) => editorName(name));
  const entries = node.kind === 'table' ? node.entries.filter(({ key, value }) => names.includes(key) && !isEmpty(value)) : [];
  const { options, problems } = readOptions({ kind: 'table', entries, at: undefined }, ({ name }) => editorName(name));
  return { layer: { options, base: folder, from: "the editor's settings" }, problems };
}

/** Editors send every setting that package.json declares: an empty one is not set. */
function isEmpty(value: Table['entries'][number]['value']): boolean {
  if (value.kind === 'text') return value.value === '';
  if (value.kind === 'list') return value.items.length === 0;
  return value.kind === 'table' && value.entries.length === 0;
}
