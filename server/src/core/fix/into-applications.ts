// Moves a set-up statement out of a module into the application modules, above the statement that builds the application.
import type { Frame } from '../boot/events';
import { BUILTINS, isInert } from '../knowledge/packages';
import { MODULE_ITEM, rangeOf, type ItemKey, type ModuleFacts, type Stmt } from '../python/facts';
import { namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { piecesOf, reindented, withOwnNeeds, type Piece } from './block-text';
import { locate, outermost } from './locate';
import { removals } from './move';
import { namesNeeded } from './needs';
import { Source } from './source';
import { moduleOf, topImport } from './top-import';

export interface IntoApplications {
  /** At module level or in a function, or inside a statement there. */
  readonly from: Frame;
  /** The dotted package that `from`'s module stands in: its relative imports are spelled out. */
  readonly package: string;
  /** The statement of each application module that builds the application. */
  readonly applications: readonly Frame[];
}

/** What moves: a set-up, and the imports that it needs. */
interface Parcel {
  readonly imports: readonly Piece[];
  readonly rest: readonly Piece[];
  readonly removed: readonly Piece[];
}

/**
 * The edits.
 * @returns undefined where the set-up needs more than imports, shares a line, or binds a name that is used elsewhere
 */
export function moveIntoApplications(files: Files, move: IntoApplications): ReplaceEdit[] | undefined {
  const parcel = pack(files, move.from);
  if (!parcel) return undefined;
  const added = move.applications.map((frame) => unpack(files, move, parcel, frame));
  if (added.includes(undefined)) return undefined;
  const source = new Source(files.text(move.from.file)!);
  const edits = [...removals(move.from.file, source, parcel.removed.map(({ lines }) => lines)), ...added.flatMap((each) => each!)];
  return edits;
}

/** The frame's statement alone is taken out. @returns undefined as `moveIntoApplications` */
export function removeSetUp(files: Files, from: Frame): ReplaceEdit[] | undefined {
  const parcel = pack(files, from);
  return parcel && removals(from.file, new Source(files.text(from.file)!), parcel.removed.map(({ lines }) => lines));
}

const isImport = ({ kind }: Stmt): boolean => kind === 'import' || kind === 'from';

/** Names in capitals are settings: they stay. */
const isSetting = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

function pack(files: Files, from: Frame): Parcel | undefined {
  const place = locate(files, from);
  if (!place) return undefined;
  const facts = files.facts(from.file)!;
  const { body, parameters } = facts.item(from.item)!;
  const moved = withOwnNeeds(body, [outermost(place)], true).filter((statement) => !isImport(statement) || !usedInside(facts, from.item, body, statement));
  const bound = new Set(moved.flatMap((statement) => [...namesBound(statement)]));
  const others = body.filter((statement) => !moved.includes(statement));
  if (from.item !== MODULE_ITEM && others.every(isNothing)) return undefined;
  if (bound.has('*') || [...bound].some((name) => isSetting(name) || others.some((other) => namesRead(other).has(name) || namesBound(other).has(name)))) return undefined;
  const missing = [...new Set(moved.flatMap((statement) => [...namesNeeded(facts, from.item, statement)]))].filter((name) => !bound.has(name) && !BUILTINS.has(name));
  if (missing.some((name) => parameters.some((parameter) => parameter.name === name))) return undefined;
  const binders = (block: readonly Stmt[], names: readonly string[]) => block.filter((statement) => names.some((name) => namesBound(statement).has(name)));
  const inBody = binders(others, missing);
  const left = missing.filter((name) => !inBody.some((statement) => namesBound(statement).has(name)));
  const above = from.item === MODULE_ITEM ? [] : binders(facts.module.body, left);
  if (![...inBody, ...above].every(isImport) || !left.every((name) => above.some((statement) => namesBound(statement).has(name)))) return undefined;
  const own = piecesOf(files, from.file, from.item, body.filter((statement) => moved.includes(statement) || inBody.includes(statement)));
  const outer = piecesOf(files, from.file, MODULE_ITEM, above);
  return own && outer && parcelOf(files.text(from.file)!, moved, own, outer);
}

/** @param outer imports of the module, which go where nothing else in it needs them */
function parcelOf(text: string, moved: readonly Stmt[], own: readonly Piece[], outer: readonly Piece[]): Parcel {
  const taken = own.filter(({ statement }) => moved.includes(statement));
  return {
    imports: [...outer, ...own].filter(({ statement }) => isImport(statement)),
    rest: taken.filter(({ statement }) => !isImport(statement)),
    removed: [...taken, ...outer.filter((piece) => !usedBeside(text, piece, taken))],
  };
}

/** Docstrings and `pass`. */
const isNothing = (statement: Stmt): boolean => statement.kind === 'nothing' || (statement.kind === 'expression' && statement.value.kind === 'literal');

/** Do functions and classes of a module read what its import binds? */
function usedInside(facts: ModuleFacts, item: ItemKey, body: readonly Stmt[], statement: Stmt): boolean {
  const bound = [...namesBound(statement)];
  return body.some((other) => (other.kind === 'define' || other.kind === 'class') && bound.some((name) => namesNeeded(facts, item, other).has(name)));
}

/** Does a file say the names of an import anywhere but in it and in what moves? */
function usedBeside(text: string, imported: Piece, moved: readonly Piece[]): boolean {
  const rest = [imported, ...moved].map(({ lines }) => lines).sort((a, b) => b.start - a.start).reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return [...namesBound(imported.statement)].some((name) => new RegExp(`\\b${name}\\b`).test(rest));
}

function unpack(files: Files, move: IntoApplications, parcel: Parcel, application: Frame): ReplaceEdit[] | undefined {
  const { file } = application;
  const place = locate(files, application);
  const body = files.facts(file)!.module.body;
  const source = new Source(files.text(file)!);
  const target = place && outermost(place);
  const range = target && rangeOf(files.spans(file)!, MODULE_ITEM, target.at);
  const lines = range && source.lines(range.start, range.end);
  if (!target || !lines) return undefined;
  const before = body.slice(0, body.indexOf(target));
  const isThere = ({ statement }: Piece) => before.some((other) => sameImport(other, statement));
  const wanted = parcel.imports.filter((piece) => !isThere(piece));
  if ([...wanted, ...parcel.rest].some(({ statement }) => [...namesBound(statement)].some((name) => before.some((other) => namesBound(other).has(name) && !isNamespace(other, statement))))) return undefined;
  const text = (pieces: readonly Piece[]) => reindented(new Source(files.text(move.from.file)!), pieces, '', source.newline);
  const onTop = wanted.filter(({ statement }) => statement.kind === 'from' && statement.level === 0 && isInert(moduleOf(statement)));
  const tops = onTop.map((piece) => topImport(files, file, before, text([piece]).trimEnd(), moduleOf(piece.statement)));
  if (tops.includes(undefined)) return undefined;
  const late = wanted.filter((piece) => !onTop.includes(piece)).map((piece) => lateImport(text([piece]), move.package, source.newline)).join('');
  const start = source.withComments(lines, '').start;
  return [...together(tops as ReplaceEdit[]), { file, start, end: start, text: late + (late && parcel.rest.length > 0 ? source.newline : '') + text(parcel.rest) }];
}

/** Insertions at one place become one. */
function together(edits: readonly ReplaceEdit[]): ReplaceEdit[] {
  const places = [...new Set(edits.map(({ start }) => start))];
  return places.map((place) => {
    const [first, ...more] = edits.filter(({ start }) => start === place);
    return { ...first!, text: first!.text + more.map(({ text }) => text.trimStart()).join('') };
  });
}

/** Do two import statements bind the same names to the same things? */
function sameImport(a: Stmt, b: Stmt): boolean {
  const plain = (statement: Stmt) => JSON.stringify({ ...statement, at: 0 });
  return plain(a) === plain(b);
}

/** `import a.b` and `import a.c` bind one name to one module. */
const isNamespace = (a: Stmt, b: Stmt): boolean => a.kind === 'import' && b.kind === 'import';

/** The text of imports that stand behind code on purpose, with absolute names. */
function lateImport(text: string, from: string, newline: string): string {
  return text.split(/\r\n|\r|\n/).map((line) => {
    if (line.trim() === '') return line;
    const absolute = line.replace(/^from (\.+)([\w.]*)/, (_, dots: string, rest: string) => `from ${[...parents(from, dots.length), ...(rest ? [rest] : [])].join('.')}`);
    return /^(from|import) /.test(absolute) && !/#/.test(absolute) ? `${absolute}  # noqa: E402` : absolute;
  }).join(newline);
}

/** The package that `level` dots mean inside `name`. */
const parents = (name: string, level: number): string[] => name.split('.').slice(0, level > 1 ? 1 - level : undefined);

/** The dotted package of a module, below the first import root that it lies in. */
export function packageOf(file: Uri, roots: readonly Uri[]): string {
  const root = roots.find((candidate) => file.startsWith(`${candidate}/`));
  return root ? file.slice(root.length + 1).split('/').slice(0, -1).join('.') : '';
}
