// A variable for a command in files of maps and lists: compose, Kubernetes, manifests of platforms, VS Code. Each way is tried by said.ts.
import { PLATFORMS, type EnvironmentForm, type KeyPath, type Platform } from '../../knowledge/platforms';
import { containersIn } from '../../launch/readers/kubernetes';
import { processesIn } from '../../launch/readers/platform';
import type { LaunchParsers } from '../../launch/types';
import { yamlAt, type YamlNode } from '../../syntax/yaml';
import { addEntry, addItem, type Format, type Value } from './data-edits';
import type { Way } from './lines-of-variables';
import type { LaunchText } from './said';
import { lineEndOf, lineStartAt, linesAtEnd, linesBelow, type TextEdit } from './text';

interface Adding {
  readonly text: string;
  readonly format: Format;
  readonly name: string;
  readonly value: string;
}

/** `environment` of a service, as a map or a list. */
export function composeEnvironment({ text, where }: LaunchText, name: string, value: string, { yaml }: LaunchParsers): Way[] {
  const service = yamlAt(yaml(text).documents[0], 'services', where);
  return service ? inMapOrList({ text, format: 'yaml', name, value }, service, 'environment', `${name}=${value}`) : [];
}

/** `env` of a container. */
export function kubernetesEnvironment({ text, where, at }: LaunchText, name: string, value: string, { yaml }: LaunchParsers): Way[] {
  const containers = containersIn(text, yaml).filter((one) => one.where === where);
  const meant = containers.length > 1 && at ? containers.filter(({ node }) => node.at.start <= at.start && at.start < node.at.end) : containers;
  return meant.flatMap(({ node }) => inMapOrList({ text, format: 'yaml', name, value }, node, 'env', { name, value }));
}

/** The key of a manifest under which its platform looks for variables. */
export function platformEnvironment(launch: LaunchText, name: string, value: string, parsers: LaunchParsers): Way[] {
  const { path, text, where } = launch;
  return PLATFORMS.filter(({ file }) => file.test(path)).flatMap((platform): Way[] => {
    if (platform.format === 'toml') return tomlTables(platform, launch).map((table) => tomlLine(text, table, name, value));
    const adding: Adding = { text, format: platform.format, name, value };
    const own = processesIn(text, platform, parsers).filter((process) => process.where === where).flatMap(({ node, keys }) => (keys.environment ?? []).flatMap((form) => inForm(adding, node, form)));
    const shared = parsers[platform.format](text).documents.flatMap((root) => (platform.environment ?? []).flatMap((form) => inForm(adding, root, form)));
    return [...own, ...shared];
  });
}

/** `env` of a configuration of the debugger, `options.env` of a task. */
export function vscodeEnvironment({ text, where }: LaunchText, name: string, value: string, { json }: LaunchParsers): Way[] {
  const adding: Adding = { text, format: 'json', name, value };
  return json(text).documents.flatMap((root) => {
    const configurations = itemsAt(root, 'configurations').filter((node) => textAt(node, 'name') === where);
    const tasks = itemsAt(root, 'tasks').filter((node) => textAt(node, 'label') === where);
    return [...configurations.flatMap((node) => inMapOrList(adding, node, 'env', { [name]: value })), ...tasks.flatMap((node) => inPath(adding, node, ['options', 'env'], { [name]: value }))];
  });
}

/** uWSGI's `env`, which may stand there as a text or as a list. */
export function uwsgiData({ text, path }: LaunchText, name: string, value: string, parsers: LaunchParsers): Way[] {
  const format = /\.json$/i.test(path) ? 'json' : 'yaml';
  return parsers[format](text).documents.flatMap((root): Way[] => {
    const options = yamlAt(root, 'uwsgi');
    const list = yamlAt(options, 'env');
    const line = `${name}=${value.replaceAll('%', '%%')}`;
    if (options?.kind !== 'map' || list?.kind === 'scalar') return [];
    const edit = list?.kind === 'list' ? addItem(text, format, list, line) : addEntry(text, format, options, 'env', [line]);
    return edit ? [[edit]] : [];
  });
}

function inForm(adding: Adding, node: YamlNode, form: EnvironmentForm): Way[] {
  if (form.form === 'file' || form.form === 'others' || form.path.includes('*')) return [];
  const { name, value } = adding;
  if (form.form === 'map') return inPath(adding, node, form.path, { [name]: value });
  return inPath(adding, node, form.path, [{ ...(form.only && { [form.only[0]]: form.only[1] }), [form.name]: name, value }]);
}

/** @param value what stands there in the end: a map or a list with the one variable */
function inPath(adding: Adding, node: YamlNode, path: KeyPath, value: Readonly<Record<string, Value>> | readonly Value[]): Way[] {
  const [key, ...rest] = path;
  const next = yamlAt(node, key!);
  if (rest.length > 0 && next?.kind === 'map') return inPath(adding, next, rest, value);
  if (rest.length === 0) return inMapOrList(adding, node, key!, Array.isArray(value) ? (value[0] as Value) : (value as Value));
  const whole = [...rest].reverse().reduce<Value>((inner, one) => ({ [one]: inner }), value as Value);
  const edit = next === undefined && node.kind === 'map' ? addEntry(adding.text, adding.format, node, key!, whole) : undefined;
  return edit ? [[edit]] : [];
}

/** @param item what a list gets; a map gets the name with the value. Where nothing is there, a text makes a map, and a map `item` with a `name` a list */
function inMapOrList({ text, format, name, value }: Adding, node: YamlNode, key: string, item: Value): Way[] {
  const there = yamlAt(node, key);
  if (node.kind !== 'map') return [];
  const entry = node.entries.find((one) => one.key === key);
  const isHere = entry !== undefined && entry.keyAt.start >= node.at.start && entry.value.at.start >= entry.keyAt.end && entry.value.at.end <= Math.max(node.at.end, entry.keyAt.end);
  if (there?.kind === 'map') {
    const edit = isHere ? addEntry(text, format, there, name, value) : entry && besideAlias({ text, format, name, value }, entry.keyAt);
    return edit ? [[edit]] : [];
  }
  if (there?.kind === 'list') {
    const edit = isHere ? addItem(text, format, there, item) : undefined;
    return edit ? [[edit]] : [];
  }
  const isPair = typeof item === 'object' && !Array.isArray(item) && !(name in item);
  const whole: Value = isPair ? [item] : { [name]: value };
  if (entry && there?.kind === 'scalar' && there.value === null && format === 'yaml') return emptyKey({ text, format, name, value }, entry.keyAt, isPair ? whole : undefined);
  const edit = entry ? undefined : addEntry(text, format, node, key, whole);
  return edit ? [[edit]] : [];
}

/** `environment: *shared` becomes a map that merges it: others that share it keep what they have. */
function besideAlias({ text, name, value }: Adding, { start, end }: { readonly start: number; readonly end: number }): TextEdit | undefined {
  const [whole, blanks, alias] = /^:([ \t]*)(\*[^\s,[\]{}]+)(?=[ \t]*(?:#|\r|\n|$))/.exec(text.slice(end)) ?? [];
  if (whole === undefined) return undefined;
  const line = lineEndOf(text) + ' '.repeat(start - lineStartAt(text, start) + 2);
  const from = end + 1;
  return { start: from, end: from + blanks!.length + alias!.length, text: `${line}<<: ${alias}${line}${name}: ${JSON.stringify(value)}` };
}

/** A key with nothing behind its colon. */
function emptyKey({ text, name, value }: Adding, keyAt: { readonly start: number; readonly end: number }, list: Value | undefined): Way[] {
  const indentation = ' '.repeat(keyAt.start - lineStartAt(text, keyAt.start));
  if (list !== undefined) return [];
  return [[linesBelow(text, keyAt.end, [`${indentation}  ${name}: ${JSON.stringify(value)}`])]];
}

/** Dotted names of the tables in which a platform looks for variables: those of the process first. */
function tomlTables({ environment = [], processes }: Platform, { where }: LaunchText): string[] {
  const paths = (forms: readonly EnvironmentForm[]) => forms.flatMap((form) => (form.form === 'map' && !form.path.includes('*') ? [form.path.join('.')] : []));
  const own = processes.flatMap(({ at, environment: forms = [] }) => paths(forms).map((path) => [...at.map((key) => (key === '*' ? where : key)), path].join('.')));
  return [...own, ...paths(environment)];
}

/** One more line in a table, which may not be there yet. */
function tomlLine(text: string, table: string, name: string, value: string): Way {
  const line = `${name} = ${JSON.stringify(value)}`;
  const head = new RegExp(`^\\ufeff?[ \\t]*\\[${table.replaceAll('.', '\\.')}\\][^\\r\\n]*$`, 'm').exec(text);
  if (!head) return [linesAtEnd(text, [...(text.trim() === '' ? [] : ['']), `[${table}]`, line])];
  const from = head.index + head[0].length;
  const next = /^[ \t]*\[/m.exec(text.slice(from));
  const body = text.slice(from, next ? from + next.index : undefined);
  const end = from + body.trimEnd().length;
  const indentation = /[\r\n]([ \t]*)[\w"']/.exec(body)?.[1] ?? '';
  return [linesBelow(text, end, [indentation + line])];
}

function itemsAt(node: YamlNode, key: string): readonly YamlNode[] {
  const found = yamlAt(node, key);
  return found?.kind === 'list' ? found.items : [];
}

function textAt(node: YamlNode, key: string): string | undefined {
  const found = yamlAt(node, key);
  return found?.kind === 'scalar' ? found.text : undefined;
}
