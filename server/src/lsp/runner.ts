// Runs one job again whenever something changed: at most one at a time, the newest wins.

/** A job that took longer than this the last time waits for more changes, so that fast typing does not queue up behind it; any other runs at once (milliseconds). */
const QUICK = 100;
/** Changes that come within this time are one for such a job (milliseconds). */
const PAUSE = 40;

export class Runner {
  private controller: AbortController | undefined;
  private cancel: (() => void) | undefined;
  private took = 0;
  private waiting: (() => void)[] = [];

  /**
   * @param job is aborted through its signal when something changes while it runs.
   * @param failed hears of every error of the job but its own abortion.
   */
  constructor(private readonly job: (signal: AbortSignal) => Promise<void>, private readonly failed: (error: unknown) => void) {}

  get busy(): boolean {
    return this.cancel !== undefined || this.controller !== undefined;
  }

  /**
   * Aborts what runs, and runs the job soon.
   * @param atOnce nobody types: no more changes are waited for
   */
  trigger(atOnce = false): void {
    this.controller?.abort();
    this.controller = undefined;
    this.cancel?.();
    this.cancel = soon(() => void this.run(), !atOnce && this.took > QUICK ? PAUSE : 0);
  }

  /** Resolves when nothing runs and nothing is scheduled. */
  async idle(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Aborts what runs, for good. */
  stop(): void {
    this.controller?.abort();
    this.controller = undefined;
    this.cancel?.();
    this.cancel = undefined;
    this.release();
  }

  private async run(): Promise<void> {
    const controller = new AbortController();
    this.cancel = undefined;
    this.controller = controller;
    const began = performance.now();
    try {
      await this.job(controller.signal);
      this.took = performance.now() - began;
    } catch (error) {
      if (!controller.signal.aborted) this.failed(error);
    }
    if (this.controller !== controller) return;
    this.controller = undefined;
    this.release();
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** @returns what takes it back */
function soon(job: () => void, pause: number): () => void {
  if (pause === 0) {
    const immediate = setImmediate(job);
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(job, pause);
  return () => clearTimeout(timer);
}
