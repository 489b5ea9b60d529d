// The OTLP/gRPC side of the receiver: the three Export calls.
import { Server, type handleUnaryCall, type ServiceDefinition } from '@grpc/grpc-js';
import type { Received, Signal } from './received';
import { take } from './received';

const SERVICES: readonly [Signal, string][] = [['traces', 'trace.v1.TraceService'], ['metrics', 'metrics.v1.MetricsService'], ['logs', 'logs.v1.LogsService']];

const same = (bytes: Buffer): Buffer => bytes;

/** @param pidOf tells which process has the other end of a connection @returns a server that does not listen yet */
export function grpcServer(received: Received, pidOf: (port: number) => number): Server {
  const server = new Server();
  for (const [signal, service] of SERVICES) {
    const path = `/opentelemetry.proto.collector.${service}/Export`;
    const definition: ServiceDefinition = { Export: { path, requestStream: false, responseStream: false, requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same } };
    const Export: handleUnaryCall<Buffer, Buffer> = (call, callback) => {
      take(received, signal, call.request, 'grpc', pidOf(Number(call.getPeer().split(':').at(-1))));
      callback(null, Buffer.alloc(0));
    };
    server.addService(definition, { Export });
  }
  return server;
}
