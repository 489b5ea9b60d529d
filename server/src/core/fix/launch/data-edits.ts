// Entries that are added to maps and lists of YAML and JSON, in the style of their neighbours.
import type { YamlEntry, YamlList, YamlMap, YamlNode } from '../../syntax/yaml';
import { indentationAt, lineEndAt, lineEndOf, lineStartAt, linesAbove, linesBelow, type TextEdit } from './text';

export type Format = 'yaml' | 'json';

/** What is added: a value, or maps and lists of them. */
export type Value = string | readonly Value[] | { readonly [key: string]: Value };

interface Style {
  readonly text: string;
  readonly format: Format;
  /** What one level is indented by. */
  readonly step: string;
  /** Values are quoted like their neighbours'. */
  readonly quoted: boolean;
  /** The dashes of lists stand below the key that they belong to. */
  readonly flushLists: boolean;
}

/** Adds an entry to a map. @returns undefined where the map stands somewhere else, such as behind an alias */
export function addEntry(text: string, format: Format, map: YamlMap, key: string, value: Value): TextEdit | undefined {
  const own = map.entries.filter(({ keyAt }) => isWithin(keyAt, map.at)).sort((a, b) => a.keyAt.start - b.keyAt.start);
  const style = styleOf(text, format, own.map((entry) => entry.value));
  if (format === 'json' || text[map.at.start] === '{') return addInBrackets(style, map, own.map((entry) => ({ start: entry.keyAt.start, end: endOf(entry) })), (indentation) => entryText(style, key, value, indentation, format === 'json' || text[map.at.start] === '{'));
  if (!isWithin({ start: map.at.start, end: map.at.start + 1 }, map.at)) return undefined;
  const first = own[0]?.keyAt.start ?? map.at.start;
  const indentation = ' '.repeat(first - lineStartAt(text, first));
  const lines = entryText(style, key, value, indentation, false).split('\n');
  const last = own.at(-1);
  // Only a merge key stands there.
  if (!last) return /^[ \t]*$/.test(text.slice(lineStartAt(text, first), first)) ? linesAbove(text, first, [`${indentation}${lines[0]}`, ...lines.slice(1)]) : undefined;
  return linesBelow(text, backOver(text, endOf(last)), [`${indentation}${lines[0]}`, ...lines.slice(1)]);
}

/** Adds an item to a list that has some. */
export function addItem(text: string, format: Format, list: YamlList, value: Value): TextEdit | undefined {
  const last = list.items.at(-1);
  const style = styleOf(text, format, list.items);
  if (format === 'json' || text[list.at.start] === '[') return addInBrackets(style, list, list.items.map(({ at }) => at), (indentation) => valueText(style, value, indentation, true));
  if (!last || !isWithin(last.at, list.at)) return undefined;
  const dash = /^[ \t]*(?=-[ \t])/.exec(text.slice(lineStartAt(text, last.at.start)))?.[0];
  if (dash === undefined) return undefined;
  const lines = valueText(style, value, `${dash}  `, false).split('\n');
  return linesBelow(text, backOver(text, last.at.end), [`${dash}- ${lines[0]}`, ...lines.slice(1)]);
}

/** Before the closing bracket, on a line of its own where the others stand on such. */
function addInBrackets({ text, format, step }: Style, { at }: YamlNode, parts: readonly { readonly start: number; readonly end: number }[], write: (indentation: string) => string): TextEdit {
  const last = parts.at(-1);
  const end = lineEndOf(text);
  const outer = indentationAt(text, at.start);
  if (!last) {
    if (format === 'yaml') return { start: at.start + 1, end: at.end - 1, text: write('') };
    return { start: at.start + 1, end: at.end - 1, text: `${end}${outer}${step}${write(outer + step).replaceAll('\n', end)}${end}${outer}` };
  }
  const comma = /^\s*,/.exec(text.slice(last.end, at.end))?.[0].length ?? 0;
  const place = last.end + comma;
  const before = comma > 0 ? '' : ',';
  const own = lineStartAt(text, last.start) > at.start;
  const indentation = indentationAt(text, last.start);
  return { start: place, end: place, text: own ? `${before}${end}${indentation}${write(indentation).replaceAll('\n', end)}` : `${before} ${write('').replace(/\n\s*/g, ' ')}` };
}

/** Where an entry ends; one that an alias brings in ends with its line. */
function endOf({ keyAt, value }: YamlEntry): number {
  return value.at.start >= keyAt.end ? Math.max(keyAt.end, value.at.end) : keyAt.end;
}

/** A block ends behind its last character, not on the line below. */
function backOver(text: string, end: number): number {
  const line = lineStartAt(text, end);
  return line === end || text.slice(line, end).trim() === '' ? text.slice(0, end).trimEnd().length : end;
}

const isWithin = (part: { readonly start: number; readonly end: number }, whole: { readonly start: number; readonly end: number }): boolean => whole.start <= part.start && part.end <= Math.max(whole.end, part.start);

function styleOf(text: string, format: Format, neighbours: readonly YamlNode[]): Style {
  const step = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const flushLists = /^([ \t]*)[\w.-]+:[ \t]*(?:#.*)?\r?\n\1- /m.test(text);
  const quoted = neighbours.length > 0 && neighbours.every((node) => node.kind === 'scalar' && text[node.at.start] === '"');
  return { text, format, step: format === 'yaml' ? '  ' : step, quoted, flushLists };
}

/** @param flow in brackets */
function entryText(style: Style, key: string, value: Value, indentation: string, flow: boolean): string {
  const name = style.format === 'json' ? JSON.stringify(key) : key;
  if (typeof value === 'string' || flow) return `${name}: ${valueText(style, value, indentation, flow)}`;
  const inner = Array.isArray(value) && style.flushLists ? indentation : indentation + style.step;
  return `${name}:\n${inner}${valueText(style, value, inner, false)}`;
}

/** Of several lines the first one has no indentation. */
function valueText(style: Style, value: Value, indentation: string, flow: boolean): string {
  if (typeof value === 'string') return scalarText(style, value);
  const inner = flow && style.format === 'json' ? indentation + style.step : indentation;
  const parts = isList(value) ? value.map((item) => (flow ? '' : '- ') + valueText(style, item, flow ? inner : `${indentation}  `, flow)) : Object.entries(value).map(([key, one]) => entryText(style, key, one, inner, flow));
  if (!flow) return parts.join(`\n${indentation}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  return style.format === 'json' ? `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indentation}${close}` : `${open}${parts.join(', ')}${close}`;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Texts that YAML takes for something else, such as a number, are quoted. */
function scalarText({ format, quoted }: Style, value: string): string {
  const plain = /^[A-Za-z/][\w./@=-]*(:[\w./@=-]+)*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return format === 'json' || quoted || !plain ? JSON.stringify(value) : value;
}

/** Where the line ends that a node ends on. */
export function endOfLine(text: string, node: YamlNode): number {
  return lineEndAt(text, backOver(text, node.at.end));
}
