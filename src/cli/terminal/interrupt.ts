/**
 * The first interrupt (Ctrl-C) ends the searches of a run, which keeps the best mappings so far. The second one ends the process by
 * its default action, also while the process is busy.
 */
export class Interrupt {
  private readonly controller = new AbortController();
  private readonly listener: () => void;

  /** @param onInterrupt called at the first interrupt. */
  constructor(onInterrupt: () => void) {
    this.listener = () => {
      onInterrupt();
      this.controller.abort();
    };
    process.once('SIGINT', this.listener);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives interrupts their default action back. */
  release(): void {
    process.off('SIGINT', this.listener);
  }
}
