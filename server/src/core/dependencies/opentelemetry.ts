// What a project's files say of the packages of OpenTelemetry that decide whether Django is traced.
import { DISTROS } from '../knowledge/distributions';
import type { Dependencies, Named } from './dependencies';
import type { Answer } from './versions';

/** Is there a package with which `opentelemetry-instrument` sets a provider? */
export function hasDistro({ find }: Dependencies): Answer {
  const answers = DISTROS.map((name) => find(name).installed);
  return answers.includes('yes') ? 'yes' : answers.every((answer) => answer === 'no') ? 'no' : 'unknown';
}

/** The place of a requirement for people and fixes: where a list names it, else where a lock file does. One for development comes last. @param names best first */
export function placeOf({ find }: Dependencies, names: readonly string[]): Named | undefined {
  const named = names.flatMap((name) => find(name).named);
  const rank = ({ kind, forDevelopment }: Named): number => (forDevelopment ? 3 : 0) + (kind === 'list' ? 0 : kind === 'pinned' ? 1 : 2);
  return [...named].sort((a, b) => rank(a) - rank(b))[0];
}

/** A lock file, or a list that a tool writes: a person changes what it is made from. */
export function isWrittenByTool({ kind }: Named): boolean {
  return kind !== 'list';
}

/** The span of a requirement. */
export function spanOf({ file, entry }: Named): { readonly file: string; readonly start: number; readonly end: number } {
  return { file, start: entry.at.start, end: entry.at.end };
}
