// The text of the import of tracing.py's functions, and the one that may be there already.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Entrypoint, Statement } from './entrypoint';
import { lineEnd } from './python-text';

const LINE = 88;

export interface TracingModule {
  /** Absolute dotted name, such as `shop.tracing`. */
  readonly name: string;
  /** How the entrypoint may name it relatively, where it lies in the same package. */
  readonly relative: string | undefined;
}

/** `from module import a, b`; over several lines, as black writes it, where one is too long. */
export function importLine(module: string, names: readonly string[], eol: string, comment = ''): string {
  const sorted = [...names].sort();
  const line = `from ${module} import ${sorted.join(', ')}`;
  if (line.length <= LINE) return line + comment;
  return `from ${module} import (${comment}${eol}${sorted.map((name) => `    ${name},${eol}`).join('')})`;
}

/** The statement that imports from tracing.py already. */
export function importsTracing(entry: Entrypoint, module: TracingModule): Statement | undefined {
  return entry.statements.find(({ import: found }) => found?.from && (found.module === module.name || found.module === module.relative));
}

/** Adds the names that `statement` lacks. @returns undefined when it lacks none. */
export function importedNames(file: Uri, entry: Entrypoint, statement: Statement, names: readonly string[]): ReplaceEdit | undefined {
  const present = statement.import!.names;
  const missing = names.filter((name) => !present.some((item) => item.name === name && !item.alias));
  if (missing.length === 0) return undefined;
  const written = present.map(({ name, alias }) => (alias ? `${name} as ${alias}` : name));
  const text = importLine(statement.import!.module, [...written, ...missing], lineEnd(entry.text));
  return { file, start: statement.start, end: statement.end, text };
}

/** Joins insertions at one place, in the order given: edits of one plan never overlap. */
export function mergeInsertions(edits: readonly ReplaceEdit[]): ReplaceEdit[] {
  const merged: ReplaceEdit[] = [];
  for (const edit of edits) {
    const index = merged.findIndex(({ start, end }) => start === end && edit.start === edit.end && start === edit.start);
    if (index < 0) merged.push(edit);
    else merged[index] = { ...merged[index], text: merged[index].text + edit.text };
  }
  return merged;
}
