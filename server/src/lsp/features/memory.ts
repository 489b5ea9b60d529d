// Gives memory back while nobody types: left to itself the collector waits until much more has been thrown away, and holds it until then.
import { collectWhenQuiet } from '../quiet-collector';
import type { Context } from '../context';

export function register({ session }: Context): void {
  // Only where Node was started with --expose-gc, as the client does.
  if (globalThis.gc) session.onAnalysis(collectWhenQuiet(globalThis.gc, () => process.memoryUsage().heapUsed));
}
