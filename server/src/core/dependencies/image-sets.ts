// What one stage of a Dockerfile installs by its commands: packages in exact versions, and lists.
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import { parseRequirement } from './requirement';
import { canonicalName, type Entry } from './source';
import { ANY, pinned } from './versions';

export interface StageInstalls {
  readonly file: Uri;
  /** Exact versions alone; of a package that is installed twice none. */
  readonly entries: readonly Entry[];
  /** Names of the files behind `-r`, without their folders: where they lie in the image says nothing of the repository. */
  readonly lists: readonly string[];
}

const STAGE = /^[ \t]*FROM\b/gim;
const COMMENT = /^[ \t]*#.*$/gm;
// A pip with a path belongs to an environment of its own.
const COMMAND = /(?<![\w/.-])(?:pip3?|uv[ \t]+pip)[ \t]+install\b((?:\\\r?\n|[^\n;&|])*)/g;
/** Into another folder, or without what it needs: that is meant. */
const APART = /(^|\s)(--target|-t|--prefix|--root|--no-deps)\b/;
const EXACT = /^["']?([A-Za-z0-9][\w.-]*(?:\[[\w.,-]*\])?==[\w.!+-]+)["']?$/;

/** @param text of a Dockerfile */
export function stagesIn(file: Uri, text: string): StageInstalls[] {
  const starts = [...text.matchAll(STAGE)].map(({ index }) => index);
  return starts.flatMap((start, i) => stageIn(file, text.slice(0, starts[i + 1] ?? text.length), start));
}

/** @param from where the stage begins in the text, which ends with it */
function stageIn(file: Uri, text: string, from: number): StageInstalls[] {
  // Places stay.
  const plain = text.replace(COMMENT, (comment) => ' '.repeat(comment.length));
  const words = [...plain.slice(from).matchAll(COMMAND)].filter(([command]) => !APART.test(command)).flatMap(({ 0: command, index }) => wordsOf(command, from + index));
  const found = words.flatMap(({ word, start }): Entry[] => {
    const exact = EXACT.exec(word)?.[1];
    const at = start + word.indexOf(exact ?? '');
    const entry = exact === undefined ? undefined : parseRequirement(exact, { start: at, end: at + exact.length }, ANY);
    return entry && pinned(entry.versions) !== undefined ? [entry] : [];
  });
  const entries = found.filter(({ name }) => words.filter(({ word }) => nameIn(word) === name).length === 1);
  const lists = words.flatMap(({ word }, i) => (/^(-r|--requirement)$/.test(words[i - 1]?.word ?? '') ? word : /^(?:-r|--requirement=)(\S+)$/.exec(word)?.[1] ?? []));
  return entries.length > 0 ? [{ file, entries, lists: lists.map(basename) }] : [];
}

const wordsOf = (command: string, at: number): { word: string; start: number }[] => [...command.matchAll(/[^\s\\]+/g)].map(({ 0: word, index }) => ({ word, start: at + index }));

const nameIn = (word: string): string => canonicalName(/^["']?([A-Za-z0-9][\w.-]*)/.exec(word)?.[1] ?? '');
