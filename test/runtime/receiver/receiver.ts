// An OTLP receiver on free ports of 127.0.0.1, one for each run: HTTP/protobuf and gRPC.
import { ServerCredentials } from '@grpc/grpc-js';
import type { AddressInfo } from 'node:net';
import { grpcServer } from './grpc';
import { httpServer } from './http';
import { processOf } from './peer';
import { nothing, type Received } from './received';

export interface Receiver {
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly received: Received;
  close(): Promise<void>;
}

/**
 * Listens as soon as it is returned.
 * @param mark of the run whose processes send, see peer.ts
 */
export async function startReceiver(mark: string): Promise<Receiver> {
  const received = nothing();
  const known = new Map<number, number>();
  const pidOf = (port: number): number => {
    if (!known.has(port)) known.set(port, processOf(port, mark));
    return known.get(port)!;
  };
  const http = httpServer(received, pidOf);
  const grpc = grpcServer(received, pidOf);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const grpcPort = await new Promise<number>((resolve, reject) => grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))));
  const close = async (): Promise<void> => {
    grpc.forceShutdown();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { httpPort: (http.address() as AddressInfo).port, grpcPort, received, close };
}
