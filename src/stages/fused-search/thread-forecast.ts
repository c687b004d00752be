/** Processor time in milliseconds until code of a new thread runs as fast as here. bench: `npm run bench` */
const THREAD_START_MS = 400;

/** Until then, code is so slow that the time of a search says nothing about those to come. */
const WARM_UP_MS = 400;

/**
 * Decides whether a run is worth worker threads: if all searches left, as long as those so far, take more processor time than threads
 * need to start. Processor time, since on a busy machine every run takes long.
 */
export class ThreadForecast {
  /** When searches have warmed up. */
  private warmAt: number | undefined;
  /** Searches that ended after that. */
  private finished = 0;
  /** When the search on the main thread began, if there is one. */
  private hereSince: number | undefined;

  /** A search begins on the main thread. @param now processor time of the process in milliseconds, here and below. */
  begin(now: number): void {
    this.hereSince = now;
    this.warmAt ??= now + WARM_UP_MS;
  }

  /** It has ended. */
  end(now: number): void {
    this.hereSince = undefined;
    if (this.warmAt !== undefined && now > this.warmAt) this.finished++;
  }

  /**
   * Processor time in milliseconds that the searches here must still take until threads are worth their start; not positive from then on.
   * @param searches number of searches left.
   * @param threads number of threads that would share them.
   */
  timeUntilThreadsPay(now: number, searches: number, threads: number): number {
    this.warmAt ??= now + WARM_UP_MS;
    // Threads save `left - left / threads`, and take their start.
    const perSearch = (THREAD_START_MS * threads) / (threads - 1) / searches;
    const untilAverage = this.warmAt + perSearch * (this.finished + 1) - now;
    // The search at hand may be the first of the long ones.
    const untilLong = Math.max(this.hereSince ?? now, this.warmAt) + perSearch - now;
    return Math.min(untilAverage, untilLong);
  }
}
