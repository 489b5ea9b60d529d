// Writes packages and extras into the files that name dependencies, each in its own syntax. Lock files are a tool's to write.
import type { Named } from '../dependencies/dependencies';
import { lineOf, matchingVersion } from '../knowledge/release-lines';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';

/** `line` of requirements.txt, `item` of a list in pyproject.toml, `key` of a table of Poetry or Pipenv. */
interface Written {
  readonly form: 'line' | 'item' | 'key';
  /** The text of the requirement, without the quotes of an item. */
  readonly text: string;
  /** Its offset in the file. */
  readonly start: number;
  /** What stands behind the name and its extras: `==0.66b2`, `^0.66b0`; empty where any version will do. */
  readonly version: string;
}

const REQUIREMENT = /^([A-Za-z0-9][\w.-]*)[ \t]*(?:\[([^\]]*)\])?[ \t]*([^;@]*?)[ \t]*(;.*)?$/;
const KEY = /^([\w.-]+|"[\w.-]+")[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|\{([^{}\n]*)\})$/;

/** @returns undefined for lock files, URLs, hashes, tables over several lines, and lists that a tool has written */
function writtenAt(files: Files, { file, entry, kind }: Named): Written | undefined {
  const all = files.text(file);
  if (all === undefined || kind !== 'list') return undefined;
  const raw = all.slice(entry.at.start, entry.at.end);
  const keyed = KEY.exec(raw);
  if (keyed) return { form: 'key', text: raw, start: entry.at.start, version: (keyed[2] ?? keyed[3] ?? /\bversion\s*=\s*["']([^"']*)["']/.exec(keyed[4]!)?.[1] ?? '').replace(/^\*$/, '') };
  const isItem = /^(["']).*\1$/.test(raw);
  const text = isItem ? raw.slice(1, -1) : raw.replace(/\s+--?\w.*$/, '');
  const [, , , version] = REQUIREMENT.exec(text) ?? [];
  if (version === undefined || (!isItem && (text !== raw || /\\[ \t]*$/.test(lineAfter(all, entry.at.end))))) return undefined;
  return { form: isItem ? 'item' : 'line', text, start: entry.at.start + (isItem ? 1 : 0), version };
}

function lineAfter(text: string, from: number): string {
  return /[^\r\n]*/.exec(text.slice(from))![0];
}

/** `name==1` becomes `name[extra]==1`. @param place the entry that gets it */
export function addExtra(files: Files, place: Named, extra: string): ReplaceEdit[] | undefined {
  const written = writtenAt(files, place);
  if (!written) return undefined;
  const insert = (index: number, text: string, length = 0): ReplaceEdit[] => [{ file: place.file, start: written.start + index, end: written.start + index + length, text }];
  if (written.form !== 'key') {
    const [, name, extras] = REQUIREMENT.exec(written.text)!;
    const close = written.text.indexOf(']');
    return extras === undefined ? insert(name!.length, `[${extra}]`) : insert(close, extras.trim() === '' ? extra : `,${extra}`);
  }
  const value = written.text.search(/=[ \t]*\S/) + /=[ \t]*/.exec(written.text)![0].length;
  const list = /\bextras\s*=\s*\[([^\]]*)/.exec(written.text);
  if (list) return insert(list.index + list[0].length, `${list[1]!.trim() === '' ? '' : ', '}"${extra}"`);
  if (written.text[value] === '{') return insert(value + 1, ` extras = ["${extra}"],`);
  return insert(value, `{ extras = ["${extra}"], version = ${written.text.slice(value)} }`, written.text.length - value);
}

/** Another requirement behind one that is there, in the version that belongs to those of the file. @param name canonical, with its extras: `opentelemetry-distro[otlp]` */
export function addRequirement(files: Files, place: Named, others: readonly Named[], name: string): ReplaceEdit[] | undefined {
  const written = writtenAt(files, place);
  if (!written) return undefined;
  const text = files.text(place.file)!;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const version = versionFor(files, name, [place, ...others.filter(({ file }) => file === place.file)]);
  const lineStart = text.lastIndexOf('\n', place.entry.at.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  if (written.form === 'item') {
    const quote = text[place.entry.at.start]!;
    const ownLine = lineStart + indent.length === place.entry.at.start;
    return [{ file: place.file, start: place.entry.at.end, end: place.entry.at.end, text: `,${ownLine ? `${newline}${indent}` : ' '}${quote}${name}${version}${quote}` }];
  }
  const end = place.entry.at.end + lineAfter(text, place.entry.at.end).length;
  return [{ file: place.file, start: end, end, text: `${newline}${indent}${written.form === 'line' ? `${name}${version}` : keyed(name, version)}` }];
}

function keyed(name: string, version: string): string {
  const [, bare, extra] = /^([^[]+)(?:\[(.*)\])?$/.exec(name)!;
  const value = `"${version === '' ? '*' : version}"`;
  return `${bare} = ${extra === undefined ? value : `{ extras = ["${extra}"], version = ${value} }`}`;
}

/** As a package of the same line says it; else what belongs to an exact version of the other line; else any. */
function versionFor(files: Files, name: string, others: readonly Named[]): string {
  const own = lineOf(name.replace(/\[.*/, ''));
  const known = own === undefined ? [] : others.flatMap((other) => {
    const written = writtenAt(files, other);
    const line = lineOf(other.entry.name);
    return written && written.version !== '' && line !== undefined ? [{ line, version: written.version }] : [];
  });
  const same = known.find(({ line }) => line === own);
  if (same) return same.version;
  for (const { version } of known) {
    const [, sign, number] = /^(==|)\s*(\d[\w.]*)$/.exec(version) ?? [];
    const matching = number === undefined ? undefined : matchingVersion(number);
    if (matching !== undefined) return `${sign}${matching}`;
  }
  return '';
}

/** Another version for an entry that names exactly one. */
export function setVersion(files: Files, place: Named, from: string, to: string): ReplaceEdit[] | undefined {
  const written = writtenAt(files, place);
  const at = written?.text.lastIndexOf(from) ?? -1;
  if (!written || at < 0) return undefined;
  return [{ file: place.file, start: written.start + at, end: written.start + at + from.length, text: to }];
}
