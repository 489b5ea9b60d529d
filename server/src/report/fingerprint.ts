// What identifies a finding when lines have moved: its rule, its file and the code that it marks.
import type { Reported, Result } from './result';

/** A fingerprint for each finding of a result; equal statements of one file are told apart by their order. */
export function fingerprints({ reported, sources }: Pick<Result, 'reported' | 'sources'>): Map<Reported, string> {
  const seen = new Map<string, number>();
  return new Map(reported.map((one) => {
    const { rule, at } = one.finding;
    const code = sources.lines(at.file).text.slice(at.start, at.end).replace(/\s+/g, ' ');
    const key = JSON.stringify([rule, sources.name(at.file), code]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return [one, process.getBuiltinModule('node:crypto').createHash('sha256').update(`${key} ${count}`).digest('hex').slice(0, 32)];
  }));
}
