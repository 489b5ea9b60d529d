// observed.json: what was seen, by scenario and stack. One line for each run, so that a change shows as what it is.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Observation } from './observation';

export interface Seen extends Observation {
  /** The same with the default delay of a batch. */
  readonly tail?: Observation;
  /** Each fix that was offered and applied, by its title. */
  readonly fixes?: Readonly<Record<string, FixRun>>;
}

/** What came of a fix. `all` stands for the fixes of all findings, one after the other. */
export interface FixRun {
  readonly text: string;
  readonly statuses: readonly number[];
  readonly after: Readonly<Record<string, number>>;
  readonly error?: string;
}

export interface StackRecord {
  /** Hash of the lock file: another one makes every run of the stack old. */
  readonly lock: string;
  readonly python: string;
  readonly packages: Readonly<Record<string, string>>;
}

export interface Observed {
  readonly stacks: Record<string, StackRecord>;
  readonly runs: Record<string, Record<string, Seen>>;
}

const FILE = path.join(__dirname, 'observed.json');

export function readObserved(): Observed {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Observed) : { stacks: {}, runs: {} };
}

/** Changes what the file holds now: two commands may record side by side, one waiting for the other. */
export function update(change: (observed: Observed) => void): void {
  const lock = FILE.replace(/\.json$/, '.lock');
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  try {
    const observed = readObserved();
    change(observed);
    writeObserved(observed);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The file holds the process that has it: one that was ended holds up nobody. */
function taken(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export function writeObserved({ stacks, runs }: Observed): void {
  const line = ([key, value]: [string, unknown]): string => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const scenarios = sorted(runs).map(([id, byStack]) => `    ${JSON.stringify(id)}: {\n${sorted(byStack).map((one) => `      ${line(one)}`).join(',\n')}\n    }`);
  writeFileSync(FILE, `{\n  "stacks": {\n${sorted(stacks).map((one) => `    ${line(one)}`).join(',\n')}\n  },\n  "runs": {\n${scenarios.join(',\n')}\n  }\n}\n`);
}

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
