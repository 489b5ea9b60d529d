// Words of a shell as the program gets them: quotes removed, variables filled in where their value is known.
import type { SyntaxNode } from '../../syntax/parser';
import { place, UNKNOWN } from '../piece';
import type { Piece, Word } from '../types';
import type { Scope } from './scope';
import { workingFolder } from './places';
import { folderOf, printed } from './substitutions';

/** A text that grows character by character, with the index in the piece of each of them. */
interface Growing {
  text: string;
  readonly indexes: number[];
  known: boolean;
  /** Where an unknown part without quotes may be several words, or none. */
  several: boolean;
  /** What was put together before the first unknown part. */
  prefix: string | undefined;
  fallback?: Fallback;
}

/** `${NAME:-text}` of a variable whose value is not known. */
export interface Fallback {
  readonly name: string;
  readonly text: string;
}

export interface Expanded {
  readonly word: Word;
  /** Only where the whole word is one `${NAME:-text}`. */
  readonly fallback?: Fallback;
}

/** What a word node is; `"$@"`, arrays and `$X` with blanks in it can be several words or none. */
export function wordsOf(node: SyntaxNode, scope: Scope, piece: Piece): Word[] {
  const inner = onlyExpansion(node);
  const at = place(piece, node.startIndex, node.endIndex);
  const source = inner && piece.text.slice(inner.startIndex, inner.endIndex);
  if (source && /^\$\{?[@*]\}?$/.test(source)) return scope.args?.map((word) => ({ ...word, given: true })) ?? [{ text: undefined, at, several: true, given: true }];
  const from = source && /^\$\{[@*]:([1-9]\d*)\}$/.exec(source)?.[1];
  if (from) return argumentsFrom(Number(from), scope)?.map((word) => ({ ...word, given: true })) ?? [{ text: undefined, at, several: true, given: true }];
  const array = source && /^\$\{(\w+)\[[@*]\]\}$/.exec(source)?.[1];
  if (array) return [...(scope.variables.get(array)?.list ?? [{ text: undefined, at, several: true }])];
  const { word } = expand(node, scope, piece);
  const splits = (node.type === 'simple_expansion' || node.type === 'expansion') && word.text !== undefined;
  return splits ? word.text!.split(/\s+/).filter((text) => text !== '').map((text) => ({ text, at })) : [word];
}

/** The one expansion of which the word consists, in quotes or not. */
function onlyExpansion(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'simple_expansion' || node.type === 'expansion') return node;
  const [only, ...others] = node.namedChildren;
  return node.type === 'string' && only && others.length === 0 && only.endIndex - only.startIndex === node.endIndex - node.startIndex - 2 ? onlyExpansion(only) : undefined;
}

/** What one word, or the value of an assignment, is. */
export function expand(node: SyntaxNode, scope: Scope, piece: Piece): Expanded {
  const growing: Growing = { text: '', indexes: [], known: true, several: false, prefix: undefined };
  add(growing, node, scope, piece, false);
  const at = place(piece, node.startIndex, node.endIndex);
  const { indexes, text } = growing;
  const offset = (index: number): number => piece.offset(indexes[index] ?? (indexes.at(-1) ?? node.startIndex) + 1);
  if (growing.known) return { word: { text, at, offset } };
  const prefix = growing.prefix || undefined;
  const several = growing.several && text.replaceAll(UNKNOWN, '') === '';
  return { word: { text: undefined, template: text, at, offset, ...(prefix && { prefix }), ...(several && { several }) }, fallback: onlyExpansion(node) ? growing.fallback : undefined };
}

function add(growing: Growing, node: SyntaxNode, scope: Scope, piece: Piece, quoted: boolean): void {
  switch (node.type) {
    case 'string':
      return string(growing, node, scope, piece);
    case 'raw_string':
      return literal(growing, piece, node.startIndex + 1, node.endIndex - 1);
    case 'concatenation':
      return node.children.forEach((child) => child && add(growing, child, scope, piece, quoted));
    case 'simple_expansion':
    case 'expansion':
      return expansion(growing, node, scope, piece, quoted);
    case 'ansi_c_string':
      return OTHER_ANSI.test(piece.text.slice(node.startIndex, node.endIndex)) ? unknown(growing, node, false) : literal(growing, piece, node.startIndex + 2, node.endIndex - 1, /\\([^])/y, ANSI);
    case 'command_substitution':
      return substitution(growing, node, scope, piece, quoted);
    case 'process_substitution':
    case 'arithmetic_expansion':
      return unknown(growing, node, false);
    default:
      if (node.namedChildren.some((child) => child && /expansion|substitution|string/.test(child.type))) return unknown(growing, node, false);
      return literal(growing, piece, node.startIndex, node.endIndex, /\\([^])/y);
  }
}

/** Text between the expansions of a double-quoted string is literal but for a few escapes. */
function string(growing: Growing, node: SyntaxNode, scope: Scope, piece: Piece): void {
  let from = node.startIndex + 1;
  const end = Math.max(from, node.endIndex - 1);
  for (const child of node.namedChildren) {
    if (!child || child.type === 'string_content') continue;
    literal(growing, piece, from, child.startIndex, /\\(["\\$`\n])/y);
    add(growing, child, scope, piece, true);
    from = child.endIndex;
  }
  literal(growing, piece, from, end, /\\(["\\$`\n])/y);
}

/** What escapes mean in `$'…'`; others than these are numbers of characters, or hardly ever written. */
const ANSI: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const OTHER_ANSI = /\\[^nrt\\'"]/;

/** @param meanings of escaped characters; the others stand for themselves */
function literal(growing: Growing, { text }: Piece, start: number, end: number, escape?: RegExp, meanings: Readonly<Record<string, string>> = {}): void {
  for (let i = start; i < end; i++) {
    if (text.startsWith(UNKNOWN, i)) {
      unknown(growing, { startIndex: i, endIndex: i + UNKNOWN.length }, false);
      i += UNKNOWN.length - 1;
      continue;
    }
    if (escape) escape.lastIndex = i;
    const escaped = escape?.exec(text);
    if (escaped && i + 1 < end) {
      // A line that goes on on the next one.
      if (escaped[1] !== '\n') put(growing, meanings[escaped[1]!] ?? escaped[1]!, i);
      i++;
    } else if (escape && text[i] === '\\' && text.startsWith('\r\n', i + 1)) i += 2;
    else put(growing, text[i]!, i);
  }
}

function put(growing: Growing, text: string, index: number): void {
  growing.text += text;
  for (let i = 0; i < text.length; i++) growing.indexes.push(index);
}

function unknown(growing: Growing, { startIndex, endIndex }: Pick<SyntaxNode, 'startIndex' | 'endIndex'>, several: boolean): void {
  growing.prefix ??= growing.text;
  growing.text += UNKNOWN;
  growing.indexes.push(startIndex, Math.max(startIndex, endIndex - 1));
  growing.known = false;
  growing.several ||= several;
}

function substitution(growing: Growing, node: SyntaxNode, scope: Scope, piece: Piece, quoted: boolean): void {
  const found = printed(node, scope, (word) => textOf(word, scope, piece));
  if (found === undefined) unknown(growing, node, !quoted);
  else put(growing, found, node.startIndex);
}

function textOf(word: SyntaxNode, scope: Scope, piece: Piece): string {
  const { text, template } = expand(word, scope, piece).word;
  return text ?? template ?? UNKNOWN;
}

const SIMPLE = /^\$\{?(\w+)(?:(:?[-=])([^]*?))?\}?$/;

function expansion(growing: Growing, node: SyntaxNode, scope: Scope, piece: Piece, quoted: boolean): void {
  const written = piece.text.slice(node.startIndex, node.endIndex).replace('BASH_SOURCE[0]', 'BASH_SOURCE');
  const folder = FOLDER.exec(written)?.[1];
  const path = folder === undefined ? undefined : valueOf(scope, folder);
  const own = path === undefined ? undefined : folderOf(path);
  if (own !== undefined) return put(growing, own, node.startIndex);
  const part = partOf(written, scope);
  if (part !== undefined) return put(growing, part, node.startIndex);
  const match = SIMPLE.exec(written);
  if (!match) return unknown(growing, node, !quoted);
  const [, name = '', operator] = match;
  const value = valueOf(scope, name);
  if (value !== undefined && !(value === '' && operator?.startsWith(':'))) return put(growing, value, node.startIndex);
  if (!operator) return unknown(growing, node, !quoted && !scope.variables.get(name)?.fallback);
  const fallback = defaultOf(node, scope, piece);
  if (value !== undefined && fallback !== undefined) return put(growing, fallback, node.startIndex);
  unknown(growing, node, false);
  if (fallback !== undefined) growing.fallback = { name, text: fallback };
}

/** `${NAME%/*}` is `dirname`. */
const FOLDER = /^\$\{(\w+)%\/\*\}$/;

/** `${NAME:0:1}`, and `${NAME#-}`: by them entrypoints of images find out whether they were given options alone. */
function partOf(written: string, scope: Scope): string | undefined {
  const [, name, from, length, dash] = /^\$\{(\w+)(?::(\d+):(\d+)|(#-))\}$/.exec(written) ?? [];
  const value = name === undefined ? undefined : valueOf(scope, name);
  return dash ? value?.replace(/^-/, '') : value?.slice(Number(from), Number(from) + Number(length));
}

/** What a variable, or an argument, holds. */
function valueOf(scope: Scope, name: string): string | undefined {
  if (/^[1-9]\d*$/.test(name)) return argument(scope, Number(name));
  const variable = scope.variables.get(name);
  if (variable) return variable.text;
  if (name === '0' || name === 'BASH_SOURCE') return scope.place.script;
  if (name === 'PWD') return workingFolder(scope);
  return name === 'OLDPWD' ? workingFolder({ ...scope, cwd: scope.left.before }) : undefined;
}

/** `$1`: known only where the arguments before it are. */
function argument(scope: Scope, number: number): string | undefined {
  const given = argumentsFrom(number, scope);
  return given && !given[0]?.several ? (given[0] ? given[0].text : '') : undefined;
}

/** `"${@:2}"`; undefined where it is not known which argument is the first of them. */
function argumentsFrom(number: number, { args }: Scope): readonly Word[] | undefined {
  return args?.slice(0, number - 1).some(({ several }) => several) ? undefined : args?.slice(number - 1);
}

/** The text behind `:-`. */
function defaultOf(node: SyntaxNode, scope: Scope, piece: Piece): string | undefined {
  const operator = node.children.findIndex((child) => child && /^:?[-=]$/.test(child.type));
  const growing: Growing = { text: '', indexes: [], known: true, several: false, prefix: undefined };
  for (const child of node.children.slice(operator + 1, -1)) if (child) add(growing, child, scope, piece, true);
  return growing.known ? growing.text : undefined;
}
