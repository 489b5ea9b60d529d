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

/** The statements that import from tracing.py already. */
export function importsTracing(entry: Entrypoint, module: TracingModule): Statement[] {
  return entry.statements.filter(({ import: found }) => found?.from && (found.module === module.name || found.module === module.relative));
}

/** The name under which a function of tracing.py is known, which may be an alias. */
export function importedAs(entry: Entrypoint, module: TracingModule, name: string): string {
  return importsTracing(entry, module).flatMap((statement) => statement.import!.names).find((item) => item.name === name)?.alias ?? name;
}

/** Adds the names that `statements` lack to the first of them. @returns nothing when they lack none. */
export function importedNames(file: Uri, entry: Entrypoint, statements: readonly Statement[], names: readonly string[]): ReplaceEdit[] {
  const present = new Set(statements.flatMap((statement) => statement.import!.names.map(({ name }) => name)));
  const missing = names.filter((name) => !present.has(name));
  if (missing.length === 0) return [];
  const [{ start, end, import: first }] = statements;
  const written = first!.names.map(({ name, alias }) => (alias ? `${name} as ${alias}` : name));
  return [{ file, start, end, text: importLine(first!.module, [...written, ...missing], lineEnd(entry.text)) }];
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
