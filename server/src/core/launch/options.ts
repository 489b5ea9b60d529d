// Takes the options out of a command line by a table of them.
import type { OptionTable } from '../knowledge/option-table';
import type { Option, Range, Word } from './types';

export interface Parsed {
  readonly options: readonly Option[];
  /** What is no option, in order; with `stop` it is empty. */
  readonly positionals: readonly Word[];
  /** What stands behind the options, with `stop`; else behind `--`. */
  readonly rest: readonly Word[];
  /** There may be options that are not seen. */
  readonly open: boolean;
}

interface Spelling {
  readonly name: string;
  readonly takes: 'nothing' | 'value' | 'pair';
  readonly on: boolean;
}

const SPELLINGS = new WeakMap<object, ReadonlyMap<string, Spelling>>();

/** Every spelling of a table. */
function spellingsOf(table: OptionTable): ReadonlyMap<string, Spelling> {
  const known = SPELLINGS.get(table);
  if (known) return known;
  const found = new Map<string, Spelling>();
  const add = (row: string, takes: Spelling['takes']): void => {
    const spellings = row.split(' ').map((each) => each.split('/') as [string, string?]);
    const name = spellings.at(-1)![0].replace(/^-+/, '');
    for (const [on, off] of spellings) {
      found.set(on, { name, takes, on: true });
      if (off) found.set(off, { name, takes, on: false });
    }
  };
  table.flags.forEach((row) => add(row, 'nothing'));
  table.values.forEach((row) => add(row, 'value'));
  table.pairs?.forEach((row) => add(row, 'pair'));
  SPELLINGS.set(table, found);
  return found;
}

/**
 * @param stop 'first': at the first word that is no option (programs that start another one); 'never': options may stand between arguments
 * @param from where the words come from
 */
export function parseOptions(words: readonly Word[], table: OptionTable, stop: 'first' | 'never', from: Option['from'] = 'command line'): Parsed {
  const options: Option[] = [];
  const positionals: Word[] = [];
  let open = false;
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i]!;
    const text = word.text ?? word.prefix;
    if (text === '--' && word.text !== undefined) return { options, positionals, rest: words.slice(i + 1), open };
    if (text === undefined || !/^-/.test(text) || (text === '-' && !spellingsOf(table).has('-'))) {
      if (word.several) open = true;
      else if (stop === 'first') break;
      else positionals.push(word);
      if (word.several && stop === 'first') break;
      continue;
    }
    const taken = optionAt(words, i, table, from);
    options.push(...taken.options);
    open ||= taken.open;
    i += taken.more;
  }
  return { options, positionals, rest: stop === 'first' ? words.slice(i) : [], open };
}

interface Taken {
  readonly options: readonly Option[];
  /** Further words that belong to it. */
  readonly more: number;
  readonly open: boolean;
}

function optionAt(words: readonly Word[], i: number, table: OptionTable, from: Option['from']): Taken {
  const word = words[i]!;
  const text = (word.text ?? word.prefix)!;
  const equals = text.indexOf('=');
  const spelled = equals > 0 ? text.slice(0, equals) : text;
  const known = find(spelled, table);
  if (!known && /^-[^-]./.test(text)) return cluster(words, i, table, from);
  if (!known) return unknownOption(words, i, table, from, equals);
  const off = equals > 0 && OFF.test(text.slice(equals + 1));
  if (known.takes === 'nothing') return { options: [{ name: known.name, value: word.text === undefined ? undefined : known.on !== off, at: word.at, from }], more: 0, open: word.text === undefined };
  if (equals > 0) return { options: [inWord(known.name, word, equals + 1, from)], more: 0, open: false };
  return withNext(known, words, i, from);
}

/** A configuration file may switch a flag off: `master = false`. */
const OFF = /^(false|0|no|off)$/i;

function find(spelled: string, table: OptionTable): Spelling | undefined {
  const all = spellingsOf(table);
  const found = all.get(spelled);
  if (found || !table.abbreviations || !/^--\w/.test(spelled)) return found;
  const longer = [...all].filter(([each]) => each.startsWith(spelled));
  return new Set(longer.map(([, { name }]) => name)).size === 1 ? longer[0]![1] : undefined;
}

/** The value stands in the same word, from character `start` on. */
function inWord(name: string, word: Word, start: number, from: Option['from']): Option {
  const value = word.text?.slice(start);
  return { name, value, at: word.at, valueAt: word.text === undefined ? word.at : within(word, start, word.text.length), from };
}

/** The place of a part of a word; the whole word where its characters are not known. */
export function within(word: Word, start: number, end: number): Range {
  if (!word.offset) return word.at;
  const first = word.offset(start);
  return { ...word.at, start: first, end: end > start ? Math.max(first, word.offset(end - 1) + 1) : first };
}

function withNext({ name, takes }: Spelling, words: readonly Word[], i: number, from: Option['from']): Taken {
  const [word, next] = [words[i]!, words[i + 1]];
  if (!next) return { options: [{ name, value: undefined, at: word.at, from }], more: 0, open: false };
  const second = takes === 'pair' ? words[i + 2] : undefined;
  const value = second ? (next.text !== undefined && second.text !== undefined ? `${next.text}=${second.text}` : undefined) : next.text;
  const last = second ?? next;
  return { options: [{ name, value, at: span(word.at, last.at), valueAt: last.at, from }], more: second ? 2 : 1, open: next.several === true };
}

function span(first: Range, last: Range): Range {
  return { ...first, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

/** `-w4`, `-DR`, `-Bl info`. */
function cluster(words: readonly Word[], i: number, table: OptionTable, from: Option['from']): Taken {
  const word = words[i]!;
  const text = (word.text ?? word.prefix)!;
  const options: Option[] = [];
  for (let at = 1; at < text.length; at++) {
    const known = find(`-${text[at]}`, table);
    if (!known) return { options: [...options, ...(at === 1 ? [{ name: text.replace(/^-+/, ''), value: true, at: word.at, from }] : [])], more: 0, open: true };
    if (known.takes === 'nothing') options.push({ name: known.name, value: true, at: word.at, from });
    else if (at + 1 < text.length || word.text === undefined) return { options: [...options, inWord(known.name, word, text[at + 1] === '=' ? at + 2 : at + 1, from)], more: 0, open: false };
    else {
      const taken = withNext(known, words, i, from);
      return { ...taken, options: [...options, ...taken.options] };
    }
  }
  return { options, more: 0, open: word.text === undefined };
}

/** An option that is in no row of the table. */
function unknownOption(words: readonly Word[], i: number, table: OptionTable, from: Option['from'], equals: number): Taken {
  const [word, next] = [words[i]!, words[i + 1]];
  const text = (word.text ?? word.prefix)!;
  const name = text.slice(0, equals > 0 ? equals : undefined).replace(/^-+/, '');
  const open = table.others !== 'value';
  if (equals > 0) return { options: [inWord(name, word, equals + 1, from)], more: 0, open };
  const takes = table.others !== 'flag' && next !== undefined && !/^-/.test(next.text ?? next.prefix ?? '');
  if (takes) {
    const taken = withNext({ name, takes: 'value', on: true }, words, i, from);
    return { ...taken, open: open || taken.open };
  }
  return { options: [{ name, value: true, at: word.at, from }], more: 0, open: true };
}
