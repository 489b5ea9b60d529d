// Waiting for a condition instead of for a time.
import assert from 'node:assert/strict';

export interface Patience {
  /** Milliseconds; generous, because a passing test never waits that long. */
  readonly timeout?: number;
  /** Words for the failure: what was awaited, and what is there instead. */
  readonly what: () => string | Promise<string>;
}

/** Asks until the answer is neither undefined nor false. @returns that answer. @throws AssertionError after the timeout. */
export async function until<T>(ask: () => T | Promise<T>, patience: Patience): Promise<Exclude<T, undefined | false>> {
  const started = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (performance.now() - started > (patience.timeout ?? 60_000)) assert.fail(`waited in vain for ${await patience.what()}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
