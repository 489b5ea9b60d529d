// What one stage of a Dockerfile installs by its commands: packages in exact versions, and lists.
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import { withoutHeredocs } from './heredocs';
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
/** Behind it pip may be that of another environment. */
const OTHER_PATH = /^[ \t]*ENV\b[^\n]*\b(?:PATH|VIRTUAL_ENV|PYTHONPATH|UV_\w+)\b.*$/gim;
const RUN = /^[ \t]*RUN\b(?:\\\r?\n|[^\n])*/gim;
const COMMAND = /(?<![\w/.-])(?:pip3?|uv[ \t]+pip)[ \t]+install\b((?:\\\r?\n|[^\n;&|])*)/g;
/** Nothing stands before it that picks an environment: a Python with a path or a version, `poetry run`, a variable. */
const PLAIN = /(?:[;&|({]|^\s*RUN(?:[\s\\]+--\S+)*)[\s\\]*(?:python3?[ \t]+-m[ \t]+)?$/i;
/** Which of its commands run is not known, or in which environment. */
const DEPENDS = /(?:^|[\s;&|(])(?:if|case|for|while|until|test|\[\[?|activate|\S*\/activate)(?=[\s;&|)]|$)|\|\||\buninstall\b|\bexport\b/;
/** Into another folder or environment, or without what it needs: that is meant. */
const APART = /(^|\s)(--target|-t|--prefix|--root|--no-deps|--python|-p)\b/;
const EXACT = /^["']?([A-Za-z0-9][\w.-]*(?:\[[\w.,-]*\])?==[\w.!+-]+)["']?\)*$/;

/** @param text of a Dockerfile */
export function stagesIn(file: Uri, text: string): StageInstalls[] {
  // Places stay, and a line goes on behind a comment.
  const plain = withoutHeredocs(text).instructions.replace(COMMENT, (comment) => `${' '.repeat(comment.length - 1)}\\`);
  const starts = [STAGE, OTHER_PATH].flatMap((begin) => [...plain.matchAll(begin)].map(({ index }) => index)).sort((a, b) => a - b);
  return starts.flatMap((start, i) => stageIn(file, plain.slice(0, starts[i + 1] ?? plain.length), start));
}

/** @param from where the stage begins in the text, which ends with it */
function stageIn(file: Uri, text: string, from: number): StageInstalls[] {
  const commands = [...text.slice(from).matchAll(RUN)].flatMap((run) => commandsIn(run[0], from + run.index));
  const words = commands.filter(({ isSure }) => isSure).flatMap((command) => command.words);
  const found = words.flatMap(({ word, start }): Entry[] => {
    const exact = EXACT.exec(word)?.[1];
    const at = start + word.indexOf(exact ?? '');
    const entry = exact === undefined ? undefined : parseRequirement(exact, { start: at, end: at + exact.length }, ANY);
    return entry && pinned(entry.versions) !== undefined ? [entry] : [];
  });
  const all = commands.flatMap((command) => command.words);
  const entries = found.filter(({ name }) => all.filter(({ word }) => nameIn(word) === name).length === 1);
  const lists = words.flatMap(({ word }, i) => (/^(-r|--requirement)$/.test(words[i - 1]?.word ?? '') ? word : /^(?:-r|--requirement=)(\S+)$/.exec(word)?.[1] ?? []));
  return entries.length > 0 ? [{ file, entries, lists: lists.map(basename) }] : [];
}

interface Command {
  readonly words: readonly { readonly word: string; readonly start: number }[];
  /** It runs, in the environment of all others. */
  readonly isSure: boolean;
}

/** @param at where the instruction stands */
function commandsIn(run: string, at: number): Command[] {
  const isSure = !DEPENDS.test(run);
  return [...run.matchAll(COMMAND)].map(({ 0: command, index }) => ({ words: wordsOf(command, at + index), isSure: isSure && PLAIN.test(run.slice(0, index)) && !APART.test(command) }));
}

const wordsOf = (command: string, at: number): { word: string; start: number }[] => [...command.matchAll(/[^\s\\]+/g)].map(({ 0: word, index }) => ({ word, start: at + index }));

const nameIn = (word: string): string => canonicalName(/^["']?([A-Za-z0-9][\w.-]*)/.exec(word)?.[1] ?? '');
