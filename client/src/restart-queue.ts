// Restarts never overlap: one runs, at most one waits, and further requests join the one that waits.

export class RestartQueue {
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(private readonly restart: () => Promise<void>) {}

  /** Resolves when a restart that began after this call has ended; rejects when that one fails. */
  request(): Promise<void> {
    if (!this.running) return this.run();
    this.queued ??= this.running.catch(ignore).then(() => {
      this.queued = undefined;
      return this.run();
    });
    return this.queued;
  }

  private run(): Promise<void> {
    const running = this.restart().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    this.running = running;
    return running;
  }
}

/** Whoever asked for the failed restart hears of it; the next one does not depend on it. */
function ignore(): void {}
