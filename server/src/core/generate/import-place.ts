// Where a new import statement belongs: the section and the order that isort asks for.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Entrypoint, Statement } from './entrypoint';
import { isBlankAfter, lineEndAt, lineStartAt } from './lines';
import { lineEnd } from './python-text';
import { STDLIB } from '../knowledge/standard-library';

/** Sections in isort's order. */
enum Section { Future, Standard, Third, First, Local }

export interface NewImport {
  readonly module: string;
  readonly from: boolean;
  /** The statement, without a line end. */
  readonly text: string;
}

/** What tells sections apart. */
export type IsFirstParty = (topLevelName: string) => boolean;

/**
 * The run of import statements around `index`, with nothing but comments in between.
 * @returns undefined when the statement at `index` is no import.
 */
export function blockAround(statements: readonly Statement[], index: number): readonly Statement[] | undefined {
  if (!statements[index]?.import) return undefined;
  let start = index;
  let end = index + 1;
  while (statements[start - 1]?.import) start--;
  while (statements[end]?.import) end++;
  return statements.slice(start, end);
}

/** Inserts `added` into a block of imports, in isort order and with a blank line between sections. */
export function insertIntoBlock(file: Uri, entry: Entrypoint, block: readonly Statement[], added: NewImport, isFirstParty: IsFirstParty): ReplaceEdit {
  const eol = lineEnd(entry.text);
  const key = sortKey(added.module, added.from, isFirstParty);
  const index = block.findIndex((statement) => compare(keyOf(statement, isFirstParty), key) > 0);
  const next = index < 0 ? undefined : block[index];
  const previous = index < 0 ? block.at(-1) : block[index - 1];
  const together = (other: Statement | undefined): boolean => !!other && keyOf(other, isFirstParty).section === key.section;
  if (next && (!previous || (together(next) && !together(previous)))) {
    return insertion(file, lineStartAt(entry.text, next.start), added.text + eol + (together(next) ? '' : eol));
  }
  const at = lineEndAt(entry.text, previous!.end);
  const tail = !next && !isBlankAfter(entry.text, at) ? eol : '';
  return insertion(file, at, (together(previous) ? eol : eol + eol) + added.text + tail);
}

function insertion(file: Uri, at: number, text: string): ReplaceEdit {
  return { file, start: at, end: at, text };
}

interface Key {
  readonly section: Section;
  readonly from: boolean;
  readonly module: string;
}

function keyOf(statement: Statement, isFirstParty: IsFirstParty): Key {
  return sortKey(statement.import!.module, statement.import!.from, isFirstParty);
}

function sortKey(module: string, from: boolean, isFirstParty: IsFirstParty): Key {
  return { section: sectionOf(module, isFirstParty), from, module: module.toLowerCase() };
}

function sectionOf(module: string, isFirstParty: IsFirstParty): Section {
  if (module.startsWith('.')) return Section.Local;
  const top = module.split('.')[0];
  if (top === '__future__') return Section.Future;
  if (isFirstParty(top)) return Section.First;
  return STDLIB.has(top) ? Section.Standard : Section.Third;
}

/** Within a section `import …` comes before `from … import …`, each by name. */
function compare(a: Key, b: Key): number {
  if (a.section !== b.section) return a.section - b.section;
  if (a.from !== b.from) return a.from ? 1 : -1;
  return a.module < b.module ? -1 : a.module > b.module ? 1 : 0;
}
