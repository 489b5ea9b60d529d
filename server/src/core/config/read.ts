// Settings as written -> options that can be used, and what is wrong with the rest. A bad value is left out, never a failure.
import { allRules } from '../rules/registry';
import { nearest } from '../text/nearest';
import type { ConfigNode, Place, Table } from './node';
import { ALL, LEVELS, OPTIONS, type Level, type Options, type OptionSpec } from './options';

export interface Problem {
  readonly at: Place | undefined;
  /** Where it stands, such as `severity.outside-fork-hook`. */
  readonly path: string;
  /** What is wrong, as a sentence. */
  readonly what: string;
  /** What to do, as a sentence. */
  readonly todo: string;
  /** What was probably meant, to be put at `at`. */
  readonly meant?: string;
}

export interface Read {
  readonly options: Options;
  readonly problems: readonly Problem[];
}

/** @param spell an option's name in this place: the editor's settings are in camel case */
export function readOptions(table: Table, spell: (spec: OptionSpec) => string = ({ name }) => name): Read {
  const problems: Problem[] = [];
  const options: Record<string, unknown> = {};
  for (const { key, keyAt, value } of table.entries) {
    const spec = OPTIONS.find((option) => spell(option) === key);
    const read = spec ? READERS[spec.kind](value, { path: key, problems }) : unknown('setting', key, OPTIONS.map(spell), keyAt, { path: key, problems });
    if (spec && read !== undefined) options[spec.name] = read;
  }
  return { options, problems };
}

interface Context {
  readonly path: string;
  readonly problems: Problem[];
}

const READERS: Readonly<Record<OptionSpec['kind'], (node: ConfigNode, context: Context) => unknown>> = {
  rules: ruleList,
  levels: (node, context) => tableOf(node, context, 'a table with a severity for each rule', (key, keyAt, value, inner) => (isRule(key) ? level(value, inner) : unknown('rule', key, ruleIds(), keyAt, inner))),
  'rules-by-glob': (node, context) => tableOf(node, context, 'a table with a list of rules for each pattern', (key, keyAt, value, inner) => (isGlob(key, keyAt, inner) ? ruleList(value, inner) : undefined)),
  globs: (node, context) => texts(node, context, 'a list of patterns', (text, at) => isGlob(text, at, context)),
  paths: (node, context) => texts(node, context, 'a list of paths', (text, at) => text !== '' || wrong(context, at, 'An empty path names nothing', 'Remove it.')),
  module: moduleName,
};

const ruleIds = (): string[] => allRules.map(({ id }) => id);
const isRule = (id: string): boolean => ruleIds().includes(id);

function ruleList(node: ConfigNode, context: Context): readonly string[] | undefined {
  return texts(node, context, `a list of rules, or of "${ALL}"`, (id, at) => id === ALL || isRule(id) || unknown('rule', id, [...ruleIds(), ALL], at, context) !== undefined);
}

/** Those items that are texts and hold; undefined for what is no list. */
function texts(node: ConfigNode, context: Context, expected: string, holds: (text: string, at: Place | undefined) => boolean): readonly string[] | undefined {
  if (node.kind !== 'list') return mistyped(node, context, expected);
  return node.items.flatMap((item) => {
    if (item.kind !== 'text') return mistyped(item, context, 'a text') ?? [];
    return holds(item.value, item.at) ? [item.value] : [];
  });
}

function tableOf<T>(node: ConfigNode, context: Context, expected: string, read: (key: string, keyAt: Place | undefined, value: ConfigNode, inner: Context) => T | undefined): Readonly<Record<string, T>> | undefined {
  if (node.kind !== 'table') return mistyped(node, context, expected);
  return Object.fromEntries(node.entries.flatMap(({ key, keyAt, value }): [string, T][] => {
    const found = read(key, keyAt, value, { ...context, path: `${context.path}.${key}` });
    return found === undefined ? [] : [[key, found]];
  }));
}

function level(node: ConfigNode, context: Context): Level | undefined {
  if (node.kind !== 'text') return mistyped(node, context, `one of ${LEVELS.join(', ')}`);
  return LEVELS.find((known) => known === node.value) ?? unknown('severity', node.value, LEVELS, node.at, context);
}

function moduleName(node: ConfigNode, context: Context): string | undefined {
  if (node.kind !== 'text') return mistyped(node, context, 'the dotted name of a module');
  if (/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(node.value)) return node.value;
  const meant = node.value.trim().replace(/\.py$/, '').replaceAll('/', '.');
  return void wrong(context, node.at, `'${node.value}' is not the dotted name of a module`, 'Write it as Python imports it, such as shop.settings.', /^[\w.]+$/.test(meant) ? meant : undefined);
}

function isGlob(text: string, at: Place | undefined, context: Context): boolean {
  if (text === '') return wrong(context, at, 'An empty pattern matches nothing', 'Remove it.');
  return !text.startsWith('!') || wrong(context, at, 'A pattern cannot be negated', 'Name what is meant.');
}

function mistyped(node: ConfigNode, context: Context, expected: string): undefined {
  wrong(context, node.at, `This is not ${expected}`, `Write ${expected}.`);
}

function unknown(noun: string, word: string, known: readonly string[], at: Place | undefined, context: Context): undefined {
  const near = nearest(word, known);
  wrong(context, at, `There is no ${noun} '${word}'`, near ? `Write ${near}, if that is meant.` : `It is one of ${known.join(', ')}.`, near);
}

function wrong({ path, problems }: Context, at: Place | undefined, what: string, todo: string, meant?: string): false {
  problems.push({ at, path, what: `${what}.`, todo, ...(meant !== undefined ? { meant } : {}) });
  return false;
}
