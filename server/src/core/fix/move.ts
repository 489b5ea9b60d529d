// Moves a statement below or above another one of its block, with what it needs.
import type { Stmt } from '../python/facts';
import { MODULE_ITEM, rangeOf, type ItemKey } from '../python/facts';
import { namesBound } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Located } from './locate';
import { namesNeeded } from './needs';
import { Source, type Lines } from './source';

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.has('*') || b.has('*') || [...a].some((name) => b.has(name));

/** Would one of two statements see other values if they changed places? */
function swapped(a: Stmt, b: Stmt, needs: (statement: Stmt) => ReadonlySet<string>): boolean {
  const [left, right] = [namesBound(a), namesBound(b)];
  return meet(left, needs(b)) || meet(right, needs(a)) || meet(left, right);
}

/** A body's block: where statements are moved. */
export interface Body {
  readonly file: Uri;
  readonly item: ItemKey;
}

/** Moves `a` below the later `b`. @returns undefined where something between them needs `a`, or `a` shares its line */
export function moveBelow(files: Files, body: Body, a: Located, b: Located): ReplaceEdit[] | undefined {
  const facts = files.facts(body.file)!;
  const needs = (other: Stmt) => namesNeeded(facts, body.item, other);
  const statement = a.block[a.index]!;
  const between = a.block.slice(a.index + 1, b.index + 1);
  if (between.some((other) => swapped(statement, other, needs))) return undefined;
  return move(files, body, [statement], b.block[b.index]!, 'below');
}

/** Moves `a` above the earlier `b`, with the statements between them that it needs. @returns undefined where that is not possible */
export function moveAbove(files: Files, body: Body, a: Located, b: Located): ReplaceEdit[] | undefined {
  const facts = files.facts(body.file)!;
  const needs = (statement: Stmt) => namesNeeded(facts, body.item, statement);
  const moved = [a.block[a.index]!];
  const needed = needs(moved[0]!);
  for (let i = a.index - 1; i >= b.index; i--) {
    const other = a.block[i]!;
    const bound = namesBound(other);
    if (!meet(bound, needed)) continue;
    if (i === b.index || !/^(import|from|assign|define)$/.test(other.kind)) return undefined;
    moved.unshift(other);
    for (const name of needs(other)) needed.add(name);
  }
  const rest = a.block.slice(b.index, a.index).filter((other) => !moved.includes(other));
  if (moved.some((statement) => rest.some((other) => swapped(statement, other, needs)))) return undefined;
  const edits = move(files, body, moved, b.block[b.index]!, 'above');
  const isCode = body.item === MODULE_ITEM && !isImport(moved.at(-1)!) && a.block.slice(0, b.index).every(leavesOnTop);
  const overtaken = isCode ? rest.slice(0, rest.findIndex((other) => !leavesOnTop(other)) >>> 0).filter(isImport) : [];
  return edits && [...edits, ...overtaken.flatMap((statement) => lateImport(files, body, statement))];
}

const isImport = ({ kind }: Stmt): boolean => kind === 'import' || kind === 'from';

/** Does a linter still take an import below it for one at the top? */
const leavesOnTop = (statement: Stmt): boolean => isImport(statement) || /^(if|try|with|nothing)$/.test(statement.kind) || (statement.kind === 'expression' && statement.value.kind === 'literal');

/** The mark of an import that stays where it is, below code now. */
function lateImport(files: Files, { file, item }: Body, statement: Stmt): ReplaceEdit[] {
  const source = new Source(files.text(file)!);
  const { start, end } = rangeOf(files.spans(file)!, item, statement.at);
  const lines = source.lines(start, end);
  if (!lines) return [];
  const [before, after] = [source.textOf(lines), withNoqa(source, statement, source.textOf(lines), true)];
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let [same, tail] = [0, 0];
  while (same < shorter && before[same] === after[same]) same++;
  while (tail < shorter - same && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ file, start: lines.start + same, end: lines.start + before.length - tail, text: after.slice(same, after.length - tail) }];
}

function move(files: Files, body: Body, moved: readonly Stmt[], target: Stmt, where: 'above' | 'below'): ReplaceEdit[] | undefined {
  const source = new Source(files.text(body.file)!);
  const linesOf = (statement: Stmt): Lines | undefined => {
    const { start, end } = rangeOf(files.spans(body.file)!, body.item, statement.at);
    const lines = source.lines(start, end);
    return lines && source.withComments(lines, source.indentAt(start));
  };
  const from = moved.map(linesOf);
  const to = linesOf(target);
  if (!to || from.includes(undefined)) return undefined;
  const offset = where === 'below' ? to.end : to.start;
  const atModule = body.item === MODULE_ITEM && where === 'below';
  const text = moved.map((statement, i) => withNoqa(source, statement, source.textOf(from[i]!), atModule || (body.item === MODULE_ITEM && /^(import|from)$/.test(statement.kind))));
  const glue = where === 'below' && !/[\r\n]$/.test(source.text.slice(0, to.end)) ? source.newline : '';
  return [...removals(body.file, source, from as Lines[]), { file: body.file, start: offset, end: offset, text: glue + (body.item === MODULE_ITEM ? spaced(source, moved, text, emptyLinesBefore(source, offset)) : text.join('')) }];
}

/** Two empty lines around functions. */
function spaced(source: Source, statements: readonly Stmt[], texts: readonly string[], before: number): string {
  const isDefinition = (i: number) => /^(define|class)$/.test(statements[i]?.kind ?? '');
  const gap = (i: number) => (isDefinition(i) || isDefinition(i - 1) ? source.newline.repeat(Math.max(0, 2 - (i === 0 ? before : 0))) : '');
  return texts.map((text, i) => gap(i) + text).join('') + gap(texts.length);
}

function emptyLinesBefore(source: Source, offset: number): number {
  const lines = source.text.slice(0, offset).split(/\r\n|\r|\n/).slice(0, -1).reverse();
  const filled = lines.findIndex((line) => line.trim() !== '');
  return filled < 0 ? lines.length : filled;
}

/** An import that stands behind code is meant: linters must not hoist it. */
function withNoqa(source: Source, statement: Stmt, text: string, late: boolean): string {
  if (!late || !/^(import|from)$/.test(statement.kind) || /#\s*noqa(?!:)|\bE402\b/i.test(text)) return text;
  if (/#\s*noqa:/i.test(text)) return text.replace(/(#\s*noqa:\s*)/i, '$1E402, ');
  const open = /^[ \t]*from\b[^\r\n#]*\((?=[ \t]*[\r\n])/m.exec(text);
  // Of names in parentheses a linter looks at the first line.
  if (open) return `${text.slice(0, open.index + open[0].length)}  # noqa: E402${text.slice(open.index + open[0].length)}`;
  return text.replace(/[ \t]*(\r\n|\r|\n)$/, `  # noqa: E402${source.newline}`);
}

/** Removes whole lines; those with only blank lines between them go as one. */
export function removals(file: Uri, source: Source, all: readonly Lines[]): ReplaceEdit[] {
  const runs: Lines[] = [];
  for (const lines of [...all].sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last && source.text.slice(last.end, lines.start).trim() === '') runs[runs.length - 1] = { start: last.start, end: lines.end };
    else runs.push(lines);
  }
  return runs.map((lines) => removal(file, source, lines));
}

/** Removes whole lines and the blank lines that would stand doubled: of those above and below, the greater gap stays. */
function removal(file: Uri, source: Source, lines: Lines): ReplaceEdit {
  const before = source.text.slice(0, lines.start);
  // The first line end behind code is that of its own line.
  const above = /([ \t]*(\r\n|\r|\n))*$/.exec(before)![0].replace(/^[ \t]*(\r\n|\r|\n)/, '');
  const below = /^([ \t]*(\r\n|\r|\n))*/.exec(source.text.slice(lines.end))![0];
  const atEnd = lines.end + below.length >= source.text.length;
  const takesAbove = atEnd || (above !== '' && emptyLines(below) > emptyLines(above));
  const takesBelow = atEnd || (!takesAbove && (above !== '' || lines.start === 0));
  return { file, start: lines.start - (takesAbove ? above.length : 0), end: lines.end + (takesBelow ? below.length : 0), text: '' };
}

const emptyLines = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;
