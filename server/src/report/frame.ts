// A code frame: the lines of a range with their numbers, and marks below what is meant.
import type { Span } from '../core/text/span';
import { columns, printable, sourceLine } from './printable';
import type { Sources } from './result';
import type { Role, Styler } from './style';

export interface FrameLook {
  readonly style: Styler;
  /** The look and the sign of the marks. */
  readonly role: Role;
  readonly mark: '^' | '-';
  /** How many lines are shown before and after. */
  readonly around: number;
}

/** More lines of one range say nothing more. */
const MOST_LINES = 6;

/** @returns the frame's lines, without the place. */
export function frame(span: Span, sources: Sources, { style, role, mark, around }: FrameLook): string[] {
  const lines = sources.lines(span.file);
  const first = lines.position(span.start).line;
  const last = Math.max(first, lines.position(Math.max(span.start, span.end - 1)).line);
  const shownLast = Math.min(last, first + MOST_LINES - 1);
  const from = Math.max(0, first - around);
  const to = Math.min(lastLine(lines), shownLast + (shownLast === last ? around : 0));
  const gutter = String(to + 1).length;
  const bar = (label: string): string => style('dim', `${label.padStart(gutter + 1)} |`);
  const rows: string[] = [];
  for (let line = from; line <= to; line++) {
    rows.push(`${bar(String(line + 1))} ${sourceLine(lines.line(line))}`.trimEnd());
    if (line >= first && line <= shownLast) rows.push(`${bar('')} ${style(role, marks(span, line, sources, mark))}`);
  }
  if (shownLast < last) rows.push(`${bar('...')} (${last - shownLast} more lines)`);
  return rows;
}

/** Spaces and marks that stand below the part of a line that belongs to the range; an empty range has one mark. */
function marks(span: Span, line: number, sources: Sources, mark: string): string {
  const lines = sources.lines(span.file);
  const text = lines.line(line);
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  const left = line === start.line ? start.character : text.length - text.trimStart().length;
  const right = line === end.line ? Math.max(end.character, left) : text.trimEnd().length;
  const before = columns(sourceLine(text.slice(0, left)));
  return ' '.repeat(before) + mark.repeat(Math.max(1, columns(sourceLine(text.slice(0, right))) - before));
}

/** The empty line after the last line end is not shown. */
function lastLine(lines: ReturnType<Sources['lines']>): number {
  const last = lines.lineCount - 1;
  return last > 0 && lines.line(last) === '' ? last - 1 : last;
}

/** `shop/wsgi.py:5:1`, 1-based. */
export function place(span: Span, sources: Sources): string {
  const { line, character } = sources.position(span.file, span.start);
  return `${printable(sources.name(span.file))}:${line + 1}:${character + 1}`;
}
