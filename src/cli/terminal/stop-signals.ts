/** Signals of people and batch systems that want a process to end soon. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGUSR1'] as const;

/** The first signal asks work to stop where it can go on later. A second one ends the process by its default action. */
export class StopSignals {
  /** Resolves at the first signal. */
  readonly whenStopped: Promise<void>;
  private received = false;
  private resolve: () => void = () => {};
  private readonly listener = (): void => {
    this.received = true;
    this.release();
    this.resolve();
  };

  constructor() {
    this.whenStopped = new Promise((resolve) => {
      this.resolve = resolve;
    });
    for (const signal of SIGNALS) process.on(signal, this.listener);
  }

  get isStopped(): boolean {
    return this.received;
  }

  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.listener);
  }
}
