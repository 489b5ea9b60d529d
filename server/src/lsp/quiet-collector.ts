// Decides when garbage is collected: some time after the last analysis, where enough has come together.

/** Milliseconds without an analysis. */
export const QUIET = 1000;
/** Bytes that have come to the heap since the last collection; collecting less is not worth the pause (20 ms for a heap of 30 MB). */
export const WORTH = 4_000_000;

/**
 * @param collect collects everything that is garbage. @param used bytes on the heap
 * @returns to be called after each analysis
 */
export function collectWhenQuiet(collect: () => void, used: () => number): () => void {
  let kept = 0;
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (used() - kept < WORTH) return;
      collect();
      kept = used();
    }, QUIET).unref();
  };
}
