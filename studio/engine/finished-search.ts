import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';

/** A search that has come to its end, kept in the worker for questions. */
export interface FinishedSearch {
  readonly performance: HardwarePerformance;
  readonly options: HardwarePerformanceOptions;
  readonly created: Date;
}

/** Searches that a worker keeps, and results that the page keeps: what is on screen can always be asked about. */
export const MOST_KEPT = 60;

/** The last searches by their id. */
export class FinishedSearches {
  private readonly kept = new Map<number, FinishedSearch>();

  add(id: number, search: FinishedSearch): void {
    this.kept.set(id, search);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(oldest);
    }
  }

  /** @throws Error when the search is not kept any more. */
  get(id: number): FinishedSearch {
    const found = this.kept.get(id);
    if (found === undefined)
      throw new Error('this result is too old to be asked about; change something and back again');
    return found;
  }
}
