// Where the call of configure_tracing() goes, with what has to come directly before it.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Call, Entrypoint, Range, Statement } from './entrypoint';
import { isBlankBefore, isFirstOnLine, lineEndAt, lineStartAt, previousLineAt } from './lines';
import { lineEnd, quoteOf } from './python-text';

export interface CallParts {
  /** Import statements that found no place among the module's imports. */
  readonly imports: readonly string[];
  /** The name under which configure_tracing is known here. */
  readonly callee: string;
  /** Named directly before the call when given. */
  readonly settingsModule: string | undefined;
}

const LINE = 88;

/** Inserts the call before the statement that builds the application, and above the comment that belongs to it. */
export function callEdit(file: Uri, entry: Entrypoint, anchor: Range, parts: CallParts): ReplaceEdit {
  const { text } = entry;
  const eol = lineEnd(text);
  const groups = groupsOf(entry, parts, eol);
  if (!isFirstOnLine(text, anchor.start)) return insertion(file, anchor.start, groups.map((group) => `${group}; `).join(''));
  const start = lineStartAt(text, anchor.start);
  const indent = text.slice(start, anchor.start);
  const at = aboveComments(text, start, indent);
  const blank = eol + eol;
  const lead = parts.imports.length > 0 && needsBlankLine(text, at, indent) ? eol : '';
  const body = groups.map((group) => indented(group, indent, eol)).join(blank);
  return insertion(file, at, lead + body + (at === start ? eol : blank));
}

function insertion(file: Uri, at: number, text: string): ReplaceEdit {
  return { file, start: at, end: at, text };
}

/**
 * The statements that the call has to precede. One is enough for code that simply runs: a whole compound statement where the
 * settings are named before it, and `django.setup()` where they are not named yet. Inside a function, or inside a block that
 * names the settings itself, every statement that builds an application.
 */
export function anchors(entry: Entrypoint, builds: readonly Call[], named: boolean): Range[] {
  const [first] = builds;
  const inside = first.inFunction || entry.settings.some(({ top }) => top === first.top);
  if (inside) return distinct(builds.filter(({ top }) => top === first.top).map(({ statement }) => statement));
  const setup = entry.calls.find(({ callee, top, inFunction }) => callee === 'django.setup' && top < first.top && !inFunction);
  return [entry.statements[setup && !named ? setup.top : first.top]];
}

function distinct(ranges: readonly Range[]): Range[] {
  return ranges.filter(({ start }, index) => ranges.findIndex((other) => other.start === start) === index);
}

function groupsOf(entry: Entrypoint, { imports, callee, settingsModule }: CallParts, eol: string): string[] {
  const groups = [...imports];
  if (settingsModule !== undefined) groups.push(setdefault(settingsModule, quoteOf(entry.text), eol));
  return [...groups, `${callee}()`];
}

function setdefault(module: string, quote: string, eol: string): string {
  const args = `${quote}DJANGO_SETTINGS_MODULE${quote}, ${quote}${module}${quote}`;
  const line = `os.environ.setdefault(${args})`;
  if (line.length <= LINE) return line;
  const lines = args.length + 4 <= LINE ? args : args.replace(', ', `,${eol}    `).concat(',');
  return `os.environ.setdefault(${eol}    ${lines}${eol})`;
}

function indented(group: string, indent: string, eol: string): string {
  return group.split(eol).map((line) => indent + line).join(eol);
}

/** The start of the comment lines directly above, which speak about the statement. */
function aboveComments(text: string, start: number, indent: string): number {
  let at = start;
  for (let previous = previousLineAt(text, at); previous !== undefined; previous = previousLineAt(text, at)) {
    const line = text.slice(previous, lineEndAt(text, previous));
    if (!line.startsWith(`${indent}#`)) break;
    at = previous;
  }
  return at;
}

/** A new import is a block of its own; inside a function only other imports have to be kept apart from it. */
function needsBlankLine(text: string, at: number, indent: string): boolean {
  const previous = previousLineAt(text, at);
  if (previous === undefined || isBlankBefore(text, at)) return false;
  return indent === '' || /^\s*(from|import)\s/.test(text.slice(previous, at));
}

/** True where linters object to an import at this place (E402). */
export function isLateForImports(statements: readonly Statement[], text: string): boolean {
  return statements.some(({ kind, start }) => kind === 'other' || (kind === 'block' && !/^(if|try|with)\b/.test(text.slice(start, start + 8))));
}
