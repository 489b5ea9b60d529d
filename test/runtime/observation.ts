// What is recorded of a run, from what the receiver got and what the server said.
import type { Received } from './receiver/received';

export interface Observation {
  /** Of the text that was run, see scenario.ts. */
  readonly text: string;
  /** ISO date. */
  readonly date: string;
  /** HTTP statuses in order; 0: the connection was closed or nothing came. */
  readonly statuses: readonly number[];
  /** Spans by kind while the server was running, and after its stop. */
  readonly live: Counts;
  readonly after: Counts;
  /** Spans that came more than once. */
  readonly duplicates: number;
  /** Different processes that exported, and how many spans the first process did; different service.instance.id; service names. */
  readonly exporters: number;
  readonly first: number;
  readonly instances: number;
  readonly services: readonly string[];
  readonly protocols: readonly string[];
  /** Different metrics, log records: whether there were any. */
  readonly metrics: boolean;
  readonly logs: boolean;
  /** Headers that say who sends, such as `authorization`. */
  readonly keys?: readonly string[];
  /** Requests that the receiver refused, such as `404 /`. */
  readonly refused: readonly string[];
  /** Seconds from SIGTERM to the first process until the last one had ended. */
  readonly stop: number;
  /** What workers answer after SIGHUP, where the settings were changed from `old` to `new` before it. */
  readonly reloaded?: string;
  /** The process ended by itself before it was asked to. */
  readonly died: boolean;
  /** The first telling line of the output. */
  readonly error?: string;
}

export type Counts = Readonly<Record<string, number>>;

export const counts = ({ spans }: Received): Counts => tally(spans.map(({ kind }) => kind));

function tally(kinds: readonly string[]): Counts {
  const result: Record<string, number> = {};
  for (const kind of kinds) result[kind] = (result[kind] ?? 0) + 1;
  return Object.fromEntries(Object.entries(result).sort());
}

/** What ConsoleSpanExporter printed. */
export const printedCounts = (output: string): Counts => tally([...output.matchAll(/"kind": "SpanKind\.(\w+)"/g)].map(([, kind]) => kind!));

/** The part of an observation that the receiver knows. @param first process id of the server's first process */
export function summary(received: Received, first: number): Pick<Observation, 'after' | 'duplicates' | 'exporters' | 'first' | 'instances' | 'services' | 'protocols' | 'metrics' | 'logs' | 'keys' | 'refused'> {
  const { spans, metrics, logs, keys, refused } = received;
  const different = (pick: (span: Received['spans'][number]) => string): string[] => [...new Set(spans.map(pick))].filter((text) => text !== '').sort();
  return {
    after: counts(received),
    duplicates: spans.length - different(({ id }) => id).length,
    exporters: different(({ pid }) => (pid === 0 ? '' : String(pid))).length,
    first: spans.filter(({ pid }) => pid === first).length,
    instances: different(({ resource }) => resource['service.instance.id'] ?? '').length,
    services: different(({ resource }) => resource['service.name'] ?? ''),
    protocols: different(({ protocol }) => protocol),
    metrics: metrics.length > 0,
    logs: logs > 0,
    ...(keys.size > 0 ? { keys: [...keys].sort() } : {}),
    refused: [...new Set(refused)],
  };
}

const NOISE = /Error Log File|0 errors|errors?=0|error_log|errorlog|no issues|stderr_log|--\S*error|development server|WARNING: This is a development|\*\*\* WARNING|UserWarning: Ignoring/;
const TELLING = /Error\b|Exception\b|error:|ERROR|Overriding|Attempting|Failed|failed|refused|denied|not found|use of fork\(\) may lead|Transient|Fatal|Unknown command|format invalid/;
/** How Python prints an exception: it says more than the line that announces it. */
const EXCEPTION = /^([\w.]+\.)?\w+(Error|Exception|Configured|NotFound): /;
/** What Apache puts in front of each line: a time, the module, the process, the request. */
const APACHE = /^\[\w{3} \w{3} [^\]]+\] (?:\[[^\]]*\] )*/;
const LONGEST = 200;

/** The first line that tells what is wrong, without paths, ports and times of one machine. */
export function firstError(output: string, folder: string): string | undefined {
  const lines = output.split('\n').map((text) => text.replace(APACHE, '').trim());
  const line = lines.find((text) => EXCEPTION.test(text)) ?? lines.find((text) => TELLING.test(text) && !NOISE.test(text));
  return line?.replaceAll(folder, '').replace(/\S*\/site-packages\//g, '').replace(/127\.0\.0\.1:\d+|port=\d+/g, '<collector>').replace(/\b\d{4}-\d\d-\d\d[ T][\d:.,]+\s*(\+\d{4})?/g, '').replace(/\[\d+\] */g, '').replace(/0x[0-9a-f]+/g, '0x…').replace(/in \d+\.\d+s/, 'in …s').trim().slice(0, LONGEST);
}
