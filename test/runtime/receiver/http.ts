// The OTLP/HTTP side of the receiver: POST /v1/traces, /v1/metrics and /v1/logs with protobuf bodies; anything else is refused, as a collector does.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Received, Signal } from './received';
import { take } from './received';

/** What stands in front of them at some backends: Grafana Cloud, OneUptime, Dynatrace, Observe, Sentry. */
const BASE = /^\/(?:api\/v2\/|api\/\d+\/integration\/)?otlp(?=\/)|^\/v2\/otel(?=\/)/;

const PATHS = new Map<string, Signal>([['/v1/traces', 'traces'], ['/v1/metrics', 'metrics'], ['/v1/logs', 'logs']]);

/** Headers by which backends know their customers. */
const KEYS = /^authorization$|^x-|key|token/;

/** @param pidOf tells which process has the other end of a connection @returns a server that does not listen yet */
export function httpServer(received: Received, pidOf: (port: number) => number): Server {
  return createServer((request, response) => {
    // Asked for at once: a process that exports while it ends may be gone when its body has been read.
    const pid = pidOf(request.socket.remotePort ?? 0);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(received, request, Buffer.concat(parts), response, pid));
    request.on('error', () => response.destroy());
  });
}

function answer(received: Received, request: IncomingMessage, body: Buffer, response: ServerResponse, pid: number): void {
  const signal = PATHS.get((request.url ?? '').replace(BASE, ''));
  for (const name of Object.keys(request.headers)) if (KEYS.test(name)) received.keys.add(name);
  const status = !signal ? 404 : request.method !== 'POST' ? 405 : accept(received, signal, request.headers['content-encoding'] === 'gzip', body, pid);
  if (status !== 200) received.refused.push(`${status} ${request.url}`);
  response.writeHead(status, { 'content-type': 'application/x-protobuf', 'content-length': 0 }).end();
}

function accept(received: Received, signal: Signal, zipped: boolean, body: Buffer, pid: number): number {
  try {
    take(received, signal, zipped ? gunzipSync(body) : body, 'http', pid);
    return 200;
  } catch {
    return 400;
  }
}
