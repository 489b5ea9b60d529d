// tox.ini: the commands of its environments. What it sets counts for them alone.
import { fill } from '../fill';
import { readIni, type IniEntry } from '../ini';
import { assignment, NOTHING, spanOf, wordOf } from '../launch-file';
import { part, place } from '../piece';
import { splitWords } from '../shlex';
import type { Command, LaunchFile, Piece, Setting } from '../types';

/** Substitutions: `{posargs}`, `{env:NAME:default}`, `{envpython}`. */
const SUBSTITUTION = /\{/;

export function readTox(text: string): LaunchFile {
  const sections = readIni(text, { continued: 'indentation', sign: /=/, comment: /(^|\s)#/ }).filter(({ name }) => /^testenv(:|$)/.test(name));
  const shared = sections.filter(({ name }) => name === 'testenv').flatMap(({ entries }) => environmentOf(entries));
  return {
    ...NOTHING,
    commands: sections.flatMap(({ name, entries }) => {
      const environment = [...(name === 'testenv' ? [] : shared), ...environmentOf(entries)];
      const cwd = entries.find(({ key }) => /^change_?dir$/.test(key))?.value?.text;
      return entries.filter(({ key }) => /^commands(_pre|_post)?$/.test(key)).flatMap(({ value }) => (value ? linesIn(value) : [])).flatMap((line): Command[] => {
        const words = splitWords(part(line, /^(?:[\w.!,{}-]+:\s+)?[-!\s]*/.exec(line.text)![0].length)).words.map((word) => (word.text === '{posargs}' ? { text: undefined, at: word.at, several: true } : wordOf(word, SUBSTITUTION)));
        return words.length > 0 ? [{ words, at: spanOf(words, place(line)), environment, cwd: cwd && !SUBSTITUTION.test(cwd) ? cwd : undefined, where: name }] : [];
      });
    }),
  };
}

function environmentOf(entries: readonly IniEntry[]): Setting[] {
  return entries.filter(({ key }) => /^set_?env$/.test(key)).flatMap(({ value }) => (value ? linesIn(value) : [])).flatMap((line): Setting[] => {
    if (line.text.startsWith('file|')) return [{ kind: 'file', path: line.text.slice('file|'.length).trim(), at: place(line) }];
    const setting = assignment(line, (written) => (SUBSTITUTION.test(written) ? undefined : written.trim()));
    return setting ? [setting] : [];
  });
}

/** Those that end with a backslash go on. */
function linesIn(value: Piece): Piece[] {
  return [...value.text.matchAll(/(?:\\\n|[^\n])+/g)].flatMap((match) => {
    const start = match.index + match[0].search(/\S|$/);
    const end = match.index + match[0].trimEnd().length;
    return end > start ? [fill(part(value, start, end), /\\\n/g, () => ' ')] : [];
  });
}
