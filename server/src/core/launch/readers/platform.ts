// Manifests of hosting platforms and files of task runners, by the table of their keys (core/knowledge/platforms.ts).
import { PLATFORMS, type CommandForm, type EnvironmentForm, type KeyPath, type KeyValue, type Platform, type ProcessKeys } from '../../knowledge/platforms';
import type { YamlNode } from '../../syntax/yaml';
import { readToml } from '../data';
import { fill } from '../fill';
import { join } from '../paths';
import { merged, spanOf, wordOf } from '../launch-file';
import { readShellLine } from '../shell/shell';
import { splitWords } from '../shlex';
import type { Command, LaunchFile, LaunchParsers, Reader, Setting, Word } from '../types';

/** Placeholders of task runners. */
const TEMPLATE = /\{\{[^{}]*\}\}/g;
/** In the value of a variable. */
const FILLED = /\{\{|\$[{(]|\{[a-z_]+:/;
/** What may be filled in where no shell runs. */
const VARIABLE = /\$[{A-Za-z_]|\{\{|\{[a-z_]+:/;

/** The reader of a manifest; more than one platform may have files of a name. Undefined for a path that is none. */
export function platformReaderOf(path: string): Reader | undefined {
  const platforms = PLATFORMS.filter(({ file }) => file.test(path));
  return platforms.length === 0 ? undefined : (text, parsers) => merged(platforms.map((platform) => readPlatform(text, platform, parsers)));
}

function readPlatform(text: string, platform: Platform, parsers: LaunchParsers): LaunchFile {
  const { format, environment = [], processes, local } = platform;
  const roots = format === 'toml' ? [readToml(text, parsers.toml)] : parsers[format](text).documents;
  return merged(roots.flatMap((root) => {
    if (!root) return [];
    const shared = environment.flatMap((form) => settingsOf(root, form, root));
    const commands = processes.flatMap((keys) => nodesOf(root, keys).map((found) => processOf(found, keys, { root, shared }, platform, parsers)));
    return [{ environment: local ? [] : shared }, ...commands];
  }));
}

/** The nodes of a manifest in which processes stand, with the names that the reader gives them. TOML has no such nodes here. */
export function processesIn(text: string, { format, processes, name }: Platform, parsers: LaunchParsers): { readonly node: YamlNode; readonly keys: ProcessKeys; readonly where: string }[] {
  const roots = format === 'toml' ? [] : parsers[format](text).documents;
  return roots.flatMap((root) => processes.flatMap((keys) => nodesOf(root, keys).map((found) => ({ node: found.node, keys, where: nameOf(found, keys, name) }))));
}

function nameOf({ node, names }: Selected, keys: ProcessKeys, platform: string): string {
  return textAt(node, keys.name ? [keys.name] : undefined) ?? ([...names, ...(names.length === 0 ? keys.at.slice(-1) : [])].join('/') || platform);
}

interface Selected {
  readonly node: YamlNode;
  /** The keys of maps that `*` stood for. */
  readonly names: readonly string[];
}

function select(node: YamlNode, [key, ...rest]: KeyPath, names: readonly string[]): Selected[] {
  if (key === undefined) return [{ node, names }];
  if (node.kind === 'list') return key === '*' ? node.items.flatMap((item) => select(item, rest, names)) : [];
  if (node.kind !== 'map') return [];
  return node.entries.flatMap((entry) => (key === '*' ? select(entry.value, rest, [...names, entry.key]) : entry.key === key ? select(entry.value, rest, names) : []));
}

const nodesOf = (root: YamlNode, { at, only }: ProcessKeys): Selected[] => select(root, at, []).filter(({ node }) => !only || has(node, only));

const has = (node: YamlNode, [key, value]: KeyValue): boolean => textAt(node, [key]) === value;

/** The manifest, and what every process of it gets. */
interface Whole {
  readonly root: YamlNode;
  readonly shared: readonly Setting[];
}

function processOf({ node, names }: Selected, keys: ProcessKeys, { root, shared }: Whole, { name, folder }: Platform, parsers: LaunchParsers): Pick<LaunchFile, 'commands' | 'references'> {
  const environment = [...shared, ...(keys.environment ?? []).flatMap((form) => settingsOf(node, form, root))];
  const where = nameOf({ node, names }, keys, name);
  const own = textAt(node, keys.cwd);
  const cwd = folder === undefined ? own : join(folder, own ?? '.');
  const image = keys.image ? select(node, keys.image, [])[0]?.node : undefined;
  const context = { where, environment, ...(cwd !== undefined && { cwd }) };
  const read = (keys.commands ?? []).flatMap(({ path, form, program, after }) => {
    const first = after ? select(node, after, []).flatMap((one) => commandsOf(one.node, form, context, parsers).commands.flatMap(({ words }) => words)) : [];
    return select(node, path, []).map((one) => ({ ...commandsOf(one.node, form, context, parsers), first: program === undefined ? first : [{ text: program, at: one.node.at }] }));
  });
  const commands = read.flatMap(({ commands: found, first }) => found.map((command): Command => ({
    ...command, ...(first.length > 0 && withFirst(first, command)), ...(image && { image: { name: image.kind === 'scalar' ? image.text : undefined, at: image.at, supplies: first.length > 0 ? 'nothing' as const : 'entrypoint' as const } }),
  })));
  return { commands, references: read.flatMap(({ references }) => references) };
}

/** They may stand behind the others in the file. */
function withFirst(first: readonly Word[], command: Command): Pick<Command, 'words' | 'at'> {
  const words = [...first, ...command.words];
  return { words, at: spanOf([...words].sort((a, b) => a.at.start - b.at.start), command.at) };
}

interface Context {
  readonly where: string;
  readonly environment: readonly Setting[];
  readonly cwd?: string;
}

function commandsOf(node: YamlNode, form: CommandForm, context: Context, parsers: LaunchParsers): Pick<LaunchFile, 'commands' | 'references'> {
  const { where, environment, cwd } = context;
  const single = (words: readonly Word[]): Pick<LaunchFile, 'commands' | 'references'> => ({ commands: words.length > 0 ? [{ words, at: spanOf(words, node.at), where, environment, cwd }] : [], references: [] });
  if (node.kind === 'list') {
    // A list of tables is no command.
    if (form === 'list') return single(node.items.flatMap((item): Word[] => (item.kind === 'scalar' ? [{ text: item.text, at: item.at, offset: item.offset }] : [])));
    return form === 'lines' ? merged(node.items.map((item) => commandsOf(item, 'shell', context, parsers))) : single([]);
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return single([]);
  if (form === 'words' || form === 'list') return single(splitWords(node).words.map((word) => wordOf(word, VARIABLE)));
  return readShellLine(fill(node, TEMPLATE, () => undefined), parsers, context);
}

function settingsOf(from: YamlNode, form: EnvironmentForm, root: YamlNode): Setting[] {
  return select(from, form.path, []).flatMap(({ node }) => {
    if (form.form === 'others') return [{ kind: 'unknown', at: node.at }];
    if (form.form === 'map') return node.kind === 'map' ? node.entries.map(({ key, keyAt, value }): Setting => settingOf(key, { start: keyAt.start, end: Math.max(keyAt.end, value.at.end) }, form.perhaps ? undefined : valueOf(value))) : [];
    if (form.form === 'file') return (node.kind === 'list' ? node.items : [node]).flatMap((one): Setting[] => (one.kind === 'scalar' ? [{ kind: 'file', path: one.text, at: one.at, optional: true }] : [{ kind: 'unknown', at: one.at }]));
    if (node.kind !== 'list') return [];
    return node.items.filter((item) => (!form.only || has(item, form.only)) && !(form.except && has(item, form.except))).flatMap((item): Setting[] => {
      const name = textAt(item, [form.name]);
      if (name !== undefined) return [settingOf(name, item.at, valueOf(item))];
      // A group of variables that is not there, or something else.
      return inGroup(item, form, root) ?? [{ kind: 'unknown', at: item.at }];
    });
  });
}

/** The variables of the group that an item names; undefined where it is not in the manifest, or twice. */
function inGroup(item: YamlNode, { name, groups }: EnvironmentForm & { form: 'pairs' }, root: YamlNode): Setting[] | undefined {
  const named = groups && textAt(item, [groups.by]);
  const found = named === undefined ? [] : groups!.at.flatMap((at) => select(root, at, [])).filter(({ node }) => has(node, [groups!.name, named]));
  return found.length === 1 ? settingsOf(found[0]!.node, { form: 'pairs', path: groups!.path, name }, root) : undefined;
}

function settingOf(name: string, at: Setting['at'], value: Extract<YamlNode, { kind: 'scalar' }> | undefined): Setting {
  return { kind: 'variable', name, value: value && FILLED.test(value.text) ? undefined : value?.text, at, ...(value && value.at.start >= at.start && value.at.end <= at.end && { valueAt: value.at }) };
}

/** The value itself, or that under `value`. */
function valueOf(node: YamlNode): Extract<YamlNode, { kind: 'scalar' }> | undefined {
  if (node.kind === 'scalar') return node.value === null ? undefined : node;
  const found = select(node, ['value'], [])[0]?.node;
  return found?.kind === 'scalar' ? valueOf(found) : undefined;
}

function textAt(node: YamlNode, path: KeyPath | undefined): string | undefined {
  const found = path ? select(node, path, [])[0]?.node : undefined;
  return found?.kind === 'scalar' && found.value !== null ? found.text : undefined;
}
