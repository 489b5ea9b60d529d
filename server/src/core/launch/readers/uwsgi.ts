// uWSGI's configuration files: the same options as on its command line, from INI, YAML, JSON and XML.
import { readIni } from '../ini';
import { assignment, merged, NOTHING } from '../launch-file';
import { pieceOf, place } from '../piece';
import type { LaunchFile, LaunchParsers, Piece, Range, Reference, Setting, Word } from '../types';
import type { YamlNode } from '../../syntax/yaml';

interface UwsgiOption {
  readonly key: string;
  /** Key and value. */
  readonly at: Range;
  readonly value: Piece | undefined;
}

/** `name = value` in `[uwsgi]`; a name alone is a flag. Other sections are read where another file names them. */
export function readUwsgiIni(text: string): LaunchFile {
  const sections = readIni(text, { continued: 'never', sign: /=/ }).filter(({ name }) => name === 'uwsgi');
  return merged(sections.map(({ at, entries }) => fileOf(entries.map(({ key, at: own, value }) => ({ key, at: own, value })), at)));
}

export function readUwsgiYaml(text: string, { yaml }: LaunchParsers): LaunchFile {
  return merged(yaml(text).documents.map(fromData));
}

export function readUwsgiJson(text: string, { json }: LaunchParsers): LaunchFile {
  return merged(json(text).documents.map(fromData));
}

/** `<uwsgi><module>shop.wsgi</module><master/></uwsgi>`. */
export function readUwsgiXml(text: string): LaunchFile {
  const plain = text.replace(/<!--[^]*?(-->|$)/g, (comment) => ' '.repeat(comment.length));
  return merged([...plain.matchAll(/<uwsgi\b[^>]*>([^]*?)(?:<\/uwsgi>|$)/g)].map((root) => {
    const start = root.index + root[0].indexOf('>') + 1;
    const options = [...root[1]!.matchAll(/<([\w.-]+)(?:\s[^>]*?)?(?:\/>|>([^<]*)<\/\1\s*>)/g)].map((match): UwsgiOption => {
      const from = start + match.index;
      const valueAt = from + match[0].indexOf('>') + 1;
      return { key: match[1]!, at: { start: from, end: from + match[0].length }, value: match[2] === undefined ? undefined : unescaped(pieceOf(text, valueAt, valueAt + match[2].length)) };
    });
    return fileOf(options, { start: root.index, end: start });
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

function unescaped(value: Piece): Piece {
  const text = value.text.trim();
  return text.includes('&') ? { text: text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity), offset: (index) => (index === 0 ? value.offset(0) : value.offset(value.text.length)) } : pieceFrom(value, text);
}

function pieceFrom(value: Piece, text: string): Piece {
  const start = value.text.indexOf(text);
  return { text, offset: (index) => value.offset(start + index) };
}

function fromData(root: YamlNode): LaunchFile {
  const entry = root.kind === 'map' ? root.entries.find(({ key }) => key === 'uwsgi') : undefined;
  if (entry?.value.kind !== 'map') return NOTHING;
  const options = entry.value.entries.flatMap(({ key, keyAt, value }) => (value.kind === 'list' ? value.items : [value]).flatMap((one): UwsgiOption[] => (one.kind === 'scalar' ? [{ key, at: { start: Math.min(keyAt.start, one.at.start), end: Math.max(keyAt.end, one.at.end) }, value: one.value === null ? undefined : one }] : [])));
  return fileOf(options, entry.keyAt);
}

/** Placeholders of uWSGI, those of a template, and `@(file)`, `$(VARIABLE)`, `%n`: what is left of them is not known. */
const UNKNOWN = /%\(|%[a-zA-Z]|\$\(|@\(|\{\{/;

/** One command `uwsgi --module=...`, each option with its place. What stands in a condition or a loop may be there or not. */
function fileOf(options: readonly UwsgiOption[], at: Range): LaunchFile {
  const placeholders = placeholdersOf(options);
  const words: Word[] = [{ text: 'uwsgi', at }];
  const environment: Setting[] = [];
  const references: Reference[] = [];
  for (const { option: { key, at: own, value }, conditional } of withConditions(options)) {
    const text = value && filled(value.text, placeholders);
    if (key === 'env' || key === 'unenv') environment.push(...settingOf(key, value, own, conditional ? undefined : text));
    else if (!/^set(-ph|-placeholder)?$/.test(key)) {
      if (/^(ini|xml|ya?ml|json|include|inherit)$/.test(key) && text) references.push({ kind: 'include', path: text.replace(/:[\w-]+$/, ''), at: place(value!) });
      words.push(wordOf(key, own, value && { text }, conditional));
    }
  }
  const all = words.map((word) => word.at);
  const span = { start: Math.min(...all.map(({ start }) => start)), end: Math.max(...all.map(({ end }) => end)) };
  return { ...NOTHING, commands: [{ words, at: span, environment, cwd: undefined, where: 'uwsgi' }], references };
}

function* withConditions(options: readonly UwsgiOption[]): Iterable<{ option: UwsgiOption; conditional: boolean }> {
  let conditional = false;
  for (const option of options) {
    if (/^(if-|for$|for-)/.test(option.key)) conditional = true;
    else if (/^end(if|for)$/.test(option.key)) conditional = false;
    else yield { option, conditional };
  }
}

type Placeholders = ReadonlyMap<string, string | undefined>;

/** Every option and every `set` is one, wherever it stands; of several the first counts (run with uWSGI 2.0.31). */
function placeholdersOf(options: readonly UwsgiOption[]): Placeholders {
  const found = new Map<string, string | undefined>();
  for (const { option: { key, value }, conditional } of withConditions(options)) {
    const text = value?.text ?? 'true';
    const sign = /^set(-ph|-placeholder)?$/.test(key) ? text.indexOf('=') : -1;
    const name = sign > 0 ? text.slice(0, sign) : key;
    if (!found.has(name)) found.set(name, conditional ? undefined : text.slice(sign + 1));
  }
  return found;
}

/** @returns undefined for a value that is not known */
function filled(value: string, placeholders: Placeholders): string | undefined {
  let text = value;
  for (let depth = 0; depth < 10 && /%\([\w-]+\)/.test(text) && text.length < 10_000; depth++) text = text.replace(/%\(([\w-]+)\)/g, (whole, name: string) => placeholders.get(name) ?? whole);
  return UNKNOWN.test(text.replaceAll('%%', '')) ? undefined : text.replaceAll('%%', '%');
}

/** Quotes belong to the value: uWSGI takes none away. */
function settingOf(key: string, value: Piece | undefined, at: Range, text: string | undefined): Setting[] {
  if (!value) return [];
  if (key === 'unenv') return [{ kind: 'unset', name: value.text, at }];
  const setting = assignment(value, () => text?.slice(text.indexOf('=') + 1));
  if (setting) return [setting];
  // `env = %(_)` in a loop over the lines of a file, `env = @(file)`.
  return text === undefined ? [{ kind: 'unknown', at }] : [];
}

function wordOf(key: string, at: Range, value: { readonly text: string | undefined } | undefined, conditional: boolean): Word {
  if (conditional) return { text: undefined, at, prefix: `--${key}`, several: true };
  if (!value || /^(true|1|yes|on)$/i.test(value.text ?? '')) return { text: `--${key}`, at };
  return value.text === undefined ? { text: undefined, at, prefix: `--${key}=` } : { text: `--${key}=${value.text}`, at };
}
