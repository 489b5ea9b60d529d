// Where the call of configure_tracing() goes, with what has to come directly before it.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Call, Entrypoint, Range, Statement } from './entrypoint';
import { isBlankBefore, isFirstOnLine, lineEndAt, lineStartAt, previousLineAt } from './lines';
import { lineEnd, quoteOf } from './python-text';

export interface CallParts {
  /** Import statements that found no place among the module's imports. */
  readonly imports: readonly string[];
  /** Named directly before the call when given. */
  readonly settingsModule: string | undefined;
}

const LINE = 88;

/** Inserts the call before the statement that builds the application, and above the comment that belongs to it. */
export function callEdit(file: Uri, entry: Entrypoint, build: Call, parts: CallParts): ReplaceEdit {
  const { text } = entry;
  const eol = lineEnd(text);
  const statement = anchor(entry, build);
  const groups = groupsOf(entry, parts, eol);
  if (!isFirstOnLine(text, statement.start)) return insertion(file, statement.start, groups.map((group) => `${group}; `).join(''));
  const start = lineStartAt(text, statement.start);
  const indent = text.slice(start, statement.start);
  const at = aboveComments(text, start, indent);
  const blank = eol + eol;
  const lead = needsBlankLine(entry, at, parts) ? eol : '';
  const body = groups.map((group) => indented(group, indent, eol)).join(blank);
  return insertion(file, at, lead + body + (at === start ? eol : blank));
}

function insertion(file: Uri, at: number, text: string): ReplaceEdit {
  return { file, start: at, end: at, text };
}

/**
 * A whole compound statement where the settings are named before it; else the simple statement inside it, because the
 * settings may be named in the same block. Always the simple statement inside a function.
 */
function anchor(entry: Entrypoint, build: Call): Range {
  const top = entry.statements[build.top];
  const namedInside = entry.settings.some((name) => name.top === build.top);
  return build.inFunction || namedInside ? build.statement : top;
}

function groupsOf(entry: Entrypoint, { imports, settingsModule }: CallParts, eol: string): string[] {
  const groups = [...imports];
  if (settingsModule !== undefined) groups.push(setdefault(settingsModule, quoteOf(entry.text), eol));
  return [...groups, 'configure_tracing()'];
}

function setdefault(module: string, quote: string, eol: string): string {
  const args = `${quote}DJANGO_SETTINGS_MODULE${quote}, ${quote}${module}${quote}`;
  const line = `os.environ.setdefault(${args})`;
  return line.length <= LINE ? line : `os.environ.setdefault(${eol}    ${args}${eol})`;
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

/** Imports are followed and preceded by a blank line. */
function needsBlankLine(entry: Entrypoint, at: number, parts: CallParts): boolean {
  const before = entry.statements.filter(({ end }) => end <= at).at(-1);
  return (parts.imports.length > 0 || before?.kind === 'import') && before !== undefined && !isBlankBefore(entry.text, at);
}

/** True where linters object to an import at this place (E402). */
export function isLateForImports(statements: readonly Statement[], text: string): boolean {
  return statements.some(({ kind, start }) => kind === 'other' || (kind === 'block' && !/^(if|try|with)\b/.test(text.slice(start, start + 8))));
}
