// `--baseline`: findings that are known already are not reported again, wherever their lines have moved.
import { readFileSync, writeFileSync } from 'node:fs';
import { fingerprints } from '../report/fingerprint';
import type { Reported, Result } from '../report/result';
import { fail, reasonOf } from './failure';

interface Baseline {
  readonly version: 1;
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly fingerprint: string }[];
}

/** The result without what the file knows. @throws Failure when it cannot be read or is no baseline. */
export function withoutKnown(result: Result, file: string): { result: Result; known: number } {
  const known = new Set(readBaseline(file).findings.map(({ fingerprint }) => fingerprint));
  const marks = fingerprints(result);
  const reported = result.reported.filter((one) => !known.has(marks.get(one)!));
  return { result: { ...result, reported }, known: result.reported.length - reported.length };
}

/** Makes every finding of the result known. @throws Failure when the file cannot be written. */
export function writeBaseline(result: Result, file: string): void {
  const marks = fingerprints(result);
  const entry = (one: Reported): Baseline['findings'][number] => ({ rule: one.finding.rule, file: result.sources.name(one.finding.at.file), fingerprint: marks.get(one)! });
  const baseline: Baseline = { version: 1, findings: result.reported.map(entry) };
  writeResult(file, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** @throws Failure when the file cannot be written. */
export function writeResult(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    fail(`${file} could not be written.`, `${reasonOf(error)}.`, 'Name a file in a folder that exists and can be written to.');
  }
}

function readBaseline(file: string): Baseline {
  const text = readExisting(file);
  try {
    const value: Baseline = JSON.parse(text);
    if (value.version === 1 && value.findings.every(({ fingerprint }) => typeof fingerprint === 'string')) return value;
  } catch {
    // Said below.
  }
  return fail(`${file} is no baseline.`, 'It is not what --write-baseline writes.', 'Write it again: firstspan check --baseline FILE --write-baseline.');
}

function readExisting(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return fail(`${file} cannot be read.`, `${reasonOf(error)}.`, 'Write it first: firstspan check --baseline FILE --write-baseline.');
  }
}
