// Which step of a start-up order a finding is about.
import type { Finding, Timeline, TimelineStep } from '../core/report';
import type { Span } from '../core/text/span';

export interface Mark {
  /** Index into `timeline.processes`, and into that process's `steps`. */
  readonly process: number;
  readonly step: number;
}

/**
 * The step that happens because of the finding's statement: `instrument()` if it leads there, else the last one that it leads to.
 * @returns undefined where the statement leads to no step of this boot.
 */
export function markOf(timeline: Timeline, { at, boots }: Finding): Mark | undefined {
  if (!boots.includes(timeline.name)) return undefined;
  const through = timeline.processes.flatMap(({ steps }, process) => steps.flatMap((step, i) => (leadsTo(at, step) ? [{ process, step: i, event: step.event }] : [])));
  return through.find(({ event }) => event === 'instrumented') ?? through.at(-1);
}

function leadsTo(statement: Span, { at, via }: TimelineStep): boolean {
  return [...via, ...(at ? [at] : [])].some(({ file, start }) => file === statement.file && start === statement.start);
}
