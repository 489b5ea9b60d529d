// index.md: which scenarios show which failure mode, which layout of the field, and what only looks wrong.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Scenario } from './scenario';

export interface Entry {
  /** `F01`, or the number of a row. */
  readonly id: string;
  readonly what: string;
  /** `page/case`, or `page/case @ server`; none where it is not run. */
  readonly cases: readonly string[];
  /** Why it is not run. */
  readonly reason: string | undefined;
}

export interface IndexTable {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const NOT_RUN = 'not run: ';

export function readIndex(): IndexTable[] {
  const [, ...parts] = readFileSync(path.join(__dirname, 'index.md'), 'utf8').replaceAll('\r\n', '\n').split(/^## /m);
  return parts.map((part) => ({ title: part.slice(0, part.indexOf('\n')), entries: part.split('\n').filter((line) => /^\| \w/.test(line)).map(entry) }));
}

function entry(line: string): Entry {
  const [id, what, shown] = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
  const reason = shown!.startsWith(NOT_RUN) ? shown!.slice(NOT_RUN.length) : undefined;
  return { id: id!, what: what!, cases: reason === undefined ? shown!.split(', ') : [], reason };
}

/** Scenarios that a name of the index means. */
export const meant = (scenarios: readonly Scenario[], name: string): Scenario[] => scenarios.filter(({ id }) => id === name || id.startsWith(`${name} @ `));
