// What a run came to, in one word, and what the checker says without running anything.
import type { Finding } from '../../server/src/core/report';
import type { Counts } from './observation';
import type { Scenario } from './scenario';

/** `all`: an answer and one span for each request. `none`: no span, or a request that got no answer or an error. `some`: lost, doubled or layered spans, or workers that keep old settings. */
export type Outcome = 'all' | 'some' | 'none';

export interface Result {
  readonly statuses: readonly number[];
  readonly after: Counts;
  readonly duplicates?: number;
  readonly reloaded?: string;
}

/** Kinds that a layer of Django makes; others come from Celery's or a database's instrumentation. */
const LAYERS = ['SERVER', 'INTERNAL'];

export function outcome({ kind, internal }: Scenario, { statuses, after, duplicates = 0, reloaded = 'new' }: Result): Outcome {
  const broken = statuses.some((status) => status < 200 || status >= 500);
  const spans = after[kind] ?? 0;
  if (spans === 0 || broken) return 'none';
  const layered = !internal && LAYERS.some((layer) => layer !== kind && (after[layer] ?? 0) > 0);
  return spans === statuses.length && duplicates === 0 && !layered && reloaded === 'new' ? 'all' : 'some';
}

/** `error`: it says that no span will come. `warning`: a named harm. `silent`: it says nothing, or gives advice. */
export type Verdict = 'error' | 'warning' | 'silent';

export function verdict(findings: readonly Finding[]): Verdict {
  const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
  return has('error') ? 'error' : has('warning') ? 'warning' : 'silent';
}

/** Whether a verdict holds. A warning names a condition: its harm may show in this run or not, so it may never stand where all is lost. */
export function agrees(said: Verdict, seen: Outcome): boolean {
  if (said === 'error') return seen === 'none';
  if (said === 'warning') return seen !== 'none';
  return seen === 'all';
}
