// Runs one job again whenever something changed: at most one at a time, the newest wins.

/** Changes that come within this time are one (milliseconds). */
const PAUSE = 40;

export class Runner {
  private controller: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];

  /**
   * @param job is aborted through its signal when something changes while it runs.
   * @param failed hears of every error of the job but its own abortion.
   */
  constructor(private readonly job: (signal: AbortSignal) => Promise<void>, private readonly failed: (error: unknown) => void) {}

  get busy(): boolean {
    return this.timer !== undefined || this.controller !== undefined;
  }

  /** Aborts what runs, and runs the job soon. */
  trigger(): void {
    this.controller?.abort();
    this.controller = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), PAUSE);
  }

  /** Resolves when nothing runs and nothing is scheduled. */
  async idle(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Aborts what runs, for good. */
  stop(): void {
    this.controller?.abort();
    this.controller = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.release();
  }

  private async run(): Promise<void> {
    const controller = new AbortController();
    this.timer = undefined;
    this.controller = controller;
    try {
      await this.job(controller.signal);
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
