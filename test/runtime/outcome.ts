// What a run came to, in one word, and what the checker says without running anything.
import type { Finding } from '../../server/src/core/report';
import type { Counts } from './observation';
import type { Seen } from './observed';
import type { Scenario } from './scenario';

/** `all`: an answer and one span for each request. `none`: no span, or a request that got no answer or an error. `some`: lost, doubled or layered spans, or workers that keep old settings. */
export type Outcome = 'all' | 'some' | 'none';

export interface Result {
  readonly statuses: readonly number[];
  readonly after: Counts;
  readonly duplicates?: number;
  readonly reloaded?: string;
}

/** Spans of the expected kind; of several, the fewest. */
export const expected = ({ kinds }: Scenario, spans: Counts): number => Math.min(...kinds.map((kind) => spans[kind] ?? 0));

export function outcome(scenario: Scenario, { statuses, after, duplicates = 0, reloaded = 'new' }: Result): Outcome {
  const broken = statuses.some((status) => status < 200 || status >= 500);
  const { kinds, internal } = scenario;
  const complete = kinds.every((kind) => after[kind] === statuses.length);
  if (broken || !kinds.some((kind) => after[kind])) return 'none';
  // A second layer of Django's middleware makes an INTERNAL span inside the SERVER span.
  const layered = kinds.includes('SERVER') && !internal && (after['INTERNAL'] ?? 0) > 0;
  return complete && duplicates === 0 && !layered && reloaded === 'new' ? 'all' : 'some';
}

/** What a person would call harm: not all spans, a stop that loses some, refused requests, spans of nobody's name, an error in the log. */
export function isHarmed(scenario: Scenario, seen: Seen): boolean {
  const lost = [seen, ...(seen.tail ? [seen.tail] : [])].some((run) => outcome(scenario, run) !== 'all');
  return lost || seen.statuses.some((status) => status >= 400) || seen.services.some((name) => name.startsWith('unknown_service')) || seen.error !== undefined;
}

/** `error`: it says that no span will come. `warning`: a named harm. `switched off`: information that somebody has switched tracing off. `silent`: it says nothing, or gives other advice. */
export type Verdict = 'error' | 'warning' | 'switched off' | 'silent';

/** Rules whose information says that no span will come, and that this may be meant: always, and of runserver. */
export const SWITCHED_OFF = 'tracing-switched-off';
const NOT_SERVED = 'entrypoint-not-instrumented';

/** @param development it is about a run of runserver */
export function verdict(findings: readonly Finding[], development: boolean): Verdict {
  const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
  if (has('error')) return 'error';
  if (has('warning')) return 'warning';
  return findings.some(({ rule }) => rule === SWITCHED_OFF || (development && rule === NOT_SERVED)) ? 'switched off' : 'silent';
}

/**
 * Whether a verdict holds. A warning names a condition: its harm may show in this run or not, so it may never stand where all is lost.
 * Nothing may be said where no span is meant to come, nor where what decides stands in no file.
 */
export function agrees(said: Verdict, seen: Outcome, { meant, unknowable }: Pick<Scenario, 'meant' | 'unknowable'>): boolean {
  if (meant) return said === 'silent' && seen === 'none';
  if (unknowable !== undefined) return said === 'silent' && seen !== 'all';
  if (said === 'error' || said === 'switched off') return seen === 'none';
  if (said === 'warning') return seen !== 'none';
  return seen === 'all';
}
