// One more requirement in a list of dependencies: requirements files, pyproject.toml of PEP 621 and of Poetry.
import type { ConfigNode, TomlParser } from '../../config/node';
import { sourceReaderOf } from '../../dependencies/sources';
import { canonicalName, type Entry } from '../../dependencies/source';
import { ANY } from '../../dependencies/versions';
import type { ReplaceEdit } from '../../text/edits';
import type { Uri } from '../../text/span';
import { edited, indentationAt, lineEndOf, lineStartAt, linesAbove, linesAtEnd, linesBelow, type TextEdit } from './text';

/**
 * Adds a requirement such as `opentelemetry-distro` or `opentelemetry-sdk==1.30.0`.
 * @param path below the workspace folder
 * @returns undefined for lock files and lists with hashes, where it is there already, and where the reader would not see it
 */
export function addRequirement(file: Uri, path: string, text: string, requirement: string, toml: TomlParser): ReplaceEdit[] | undefined {
  const read = (of: string) => sourceReaderOf(path)?.(of, { toml, python: ANY });
  const before = read(text);
  const name = canonicalName(/^[\w.-]+/.exec(requirement)?.[0] ?? '');
  if (!before || before.kind === 'lock' || /--hash[= ]/.test(text) || name === '' || before.entries.some((entry) => entry.name === name)) return undefined;
  const ways = /\.toml$/.test(path) ? inPyproject(text, toml, requirement) : /\.(txt|in)$/.test(path) ? inLines(text, requirement, before.entries) : [];
  const right = ways.find((way) => {
    const after = read(edited(text, way));
    const added = after?.entries.filter((entry) => entry.name === name && entry.installed === 'yes') ?? [];
    return added.length === 1 && namesOf(after!.entries.filter((entry) => !added.includes(entry))) === namesOf(before.entries);
  });
  return right?.map((edit) => ({ file, ...edit }));
}

const namesOf = (entries: readonly Entry[]): string => JSON.stringify(entries.map(({ name, installed, extras }) => [name, installed, extras]));

/** Where it belongs in a list that is sorted, else below its relatives, else at the end. */
function inLines(text: string, requirement: string, entries: readonly Entry[]): TextEdit[][] {
  const name = canonicalName(/^[\w.-]+/.exec(requirement)![0]);
  const sorted = entries.length > 1 && entries.every((entry, i) => i === 0 || entries[i - 1]!.name <= entry.name);
  const next = sorted ? entries.find((entry) => entry.name > name) : undefined;
  const relative = entries.findLast((entry) => entry.name.startsWith(`${name.split('-')[0]}-`));
  if (next) return [[linesAbove(text, next.at.start, [requirement])], [linesAtEnd(text, [requirement])]];
  return [...(relative ? [[linesBelow(text, relative.at.end, [requirement])]] : []), [linesAtEnd(text, [requirement])]];
}

function inPyproject(text: string, toml: TomlParser, requirement: string): TextEdit[][] {
  const root = toml(text);
  const list = root.kind === 'broken' ? undefined : at(root, 'project', 'dependencies');
  const poetry = root.kind === 'broken' ? undefined : at(root, 'tool', 'poetry', 'dependencies');
  if (list?.kind === 'list' && list.at) return [[inArray(text, list.at, list.items, requirement)]];
  if (poetry?.kind === 'table') return inPoetry(text, poetry, requirement);
  return [];
}

function at(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>((found, key) => (found?.kind === 'table' ? found.entries.find((entry) => entry.key === key)?.value : undefined), node);
}

function inArray(text: string, { start, end }: { readonly start: number; readonly end: number }, items: readonly ConfigNode[], requirement: string): TextEdit {
  const last = items.at(-1)?.at;
  if (!last) return { start: start + 1, end: end - 1, text: JSON.stringify(requirement) };
  const comma = /^\s*,/.exec(text.slice(last.end, end))?.[0].length ?? 0;
  const place = last.end + comma;
  const item = text[last.start] === "'" && !requirement.includes("'") ? `'${requirement}'` : JSON.stringify(requirement);
  if (lineStartAt(text, last.start) <= start) return { start: place, end: place, text: `${comma ? '' : ','} ${item}` };
  return { start: place, end: place, text: `${comma ? '' : ','}${lineEndOf(text)}${indentationAt(text, last.start)}${item}${comma ? ',' : ''}` };
}

/** `name = "version"`. */
function inPoetry(text: string, table: Extract<ConfigNode, { kind: 'table' }>, requirement: string): TextEdit[][] {
  const [, name, version = ''] = /^([\w.-]+)(?:==(.+)|)$/.exec(requirement) ?? [];
  const last = table.entries.at(-1)?.value.at;
  return name === undefined || !last ? [] : [[linesBelow(text, last.end, [`${name} = ${JSON.stringify(version === '' ? '*' : version)}`])]];
}
