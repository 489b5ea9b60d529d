// What an OTLP receiver got, as plain data, and how its messages are decoded: one schema for HTTP and gRPC.
import protobuf from 'protobufjs';
import * as path from 'node:path';

export interface ReceivedSpan {
  /** SERVER, INTERNAL, ... */
  readonly kind: string;
  readonly name: string;
  /** Hexadecimal; a span that comes twice has the same one. */
  readonly id: string;
  readonly protocol: Protocol;
  /** Process that sent it, 0 where it had ended before it could be asked for. */
  readonly pid: number;
  readonly resource: Readonly<Record<string, string>>;
}

export type Protocol = 'http' | 'grpc';
export type Signal = 'traces' | 'metrics' | 'logs';

export interface Received {
  readonly spans: ReceivedSpan[];
  /** Names of the metrics, one for each time that one came. */
  readonly metrics: string[];
  /** Number of log records. */
  logs: number;
  /** Names of the headers that say who sends, such as `authorization`. */
  readonly keys: Set<string>;
  /** Requests that were refused, such as `404 /`: paths that are none of OTLP. */
  readonly refused: string[];
}

export const nothing = (): Received => ({ spans: [], metrics: [], logs: 0, keys: new Set(), refused: [] });

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const schema = protobuf.loadSync(path.join(__dirname, 'otlp.proto'));
const message = (name: string): protobuf.Type => schema.lookupType(`opentelemetry.proto.collector.${name}`);
const TYPES: Record<Signal, protobuf.Type> = { traces: message('ExportTraceServiceRequest'), metrics: message('ExportMetricsServiceRequest'), logs: message('ExportLogsServiceRequest') };

interface KeyValue { readonly key: string; readonly value?: { readonly stringValue?: string; readonly intValue?: string } }
interface Of<T> { readonly resource?: { readonly attributes?: readonly KeyValue[] }; readonly scopeSpans?: readonly { readonly spans?: readonly T[] }[] }
interface Span { readonly name: string; readonly kind: number; readonly spanId: string }

/**
 * Adds one message.
 * @param bytes the protobuf message, decompressed
 * @throws when the bytes are no such message
 */
export function take(received: Received, signal: Signal, bytes: Uint8Array, protocol: Protocol, pid: number): void {
  const type = TYPES[signal];
  const value = type.toObject(type.decode(bytes), { defaults: true, arrays: true, bytes: String, longs: String });
  if (signal === 'traces') for (const one of value['resourceSpans'] as Of<Span>[]) takeSpans(received, one, protocol, pid);
  if (signal === 'metrics') received.metrics.push(...each(value['resourceMetrics'], 'scopeMetrics', 'metrics').map((metric) => String(metric['name'])));
  if (signal === 'logs') received.logs += each(value['resourceLogs'], 'scopeLogs', 'logRecords').length;
}

function takeSpans(received: Received, { resource, scopeSpans }: Of<Span>, protocol: Protocol, pid: number): void {
  const attributes = Object.fromEntries((resource?.attributes ?? []).map(({ key, value }) => [key, String(value?.stringValue ?? value?.intValue ?? '')]));
  for (const { spans } of scopeSpans ?? []) {
    for (const { name, kind, spanId } of spans ?? []) {
      received.spans.push({ kind: KINDS[kind] ?? String(kind), name, id: Buffer.from(spanId, 'base64').toString('hex'), protocol, pid, resource: attributes });
    }
  }
}

type Plain = Record<string, unknown>;

/** The innermost messages of the three levels that every signal has. */
const each = (resources: unknown, scopes: string, items: string): Plain[] =>
  (resources as Plain[]).flatMap((resource) => (resource[scopes] as Plain[]).flatMap((scope) => scope[items] as Plain[]));
