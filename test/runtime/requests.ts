// Requests to a server of a run, and the free port that it gets.
import { get } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Milliseconds. No answer within this time counts as none. */
const PATIENCE = 10_000;

export interface Answer {
  /** 0 where the connection was closed or nothing came. */
  readonly status: number;
  readonly body: string;
}

export function ask(port: number, path: string, headers: Readonly<Record<string, string>> = {}, patience = PATIENCE): Promise<Answer> {
  const none: Answer = { status: 0, body: '' };
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false, timeout: patience }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text)).on('end', () => resolve({ status: response.statusCode ?? 0, body })).on('error', () => resolve(none));
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(none));
  });
}

export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });
}

const given = new Set<number>();

/** A port that is free now and that no other run of this process got. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    if (!given.has(port)) return given.add(port), port;
  }
}
