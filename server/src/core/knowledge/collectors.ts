// Container images that receive spans by OTLP as they start without a word of configuration, or with the one their documentation shows, and the ports they do it at.
import { PORTS } from './otlp-endpoints';

export interface ReceiverPorts {
  readonly grpc: string;
  readonly http: string;
}

/** By the name of the image without registry and tag, the ones that pass spans on first. */
const IMAGES: readonly (readonly [image: RegExp, ports: ReceiverPorts])[] = [
  [/^(otel|open-telemetry\/opentelemetry-collector-releases)\/opentelemetry-collector(-contrib|-k8s|-otlp)?$/, PORTS],
  [/^aws-observability\/aws-otel-collector$|^amazon\/aws-otel-collector$|^signoz\/signoz-otel-collector$|^grafana\/(alloy|otel-lgtm)$/, PORTS],
  [/^jaegertracing\/(all-in-one|jaeger|jaeger-collector|opentelemetry-all-in-one)$|^grafana\/tempo$/, PORTS],
  // https://aspire.dev/dashboard/standalone/: other ports than everybody else.
  [/^dotnet\/(nightly\/)?aspire-dashboard$/, { grpc: '18889', http: '18890' }],
];

/**
 * What an image receives spans at.
 * @param image with or without a registry, a tag and a digest
 * @returns undefined for an image that is not known to do so; `rank`: lower ones are meant for it more
 */
export function receiverOf(image: string): { readonly ports: ReceiverPorts; readonly rank: number } | undefined {
  const name = image.replace(/@[^/]*$/, '').replace(/:[^/]*$/, '').replace(/^(localhost|[^/]*[.:][^/]*)\//, '');
  const rank = IMAGES.findIndex(([pattern]) => pattern.test(name));
  return rank < 0 ? undefined : { ports: IMAGES[rank]![1], rank };
}
