import { isBetter } from '../../search/criteria.ts';
import type { WorkerPool } from '../workers/worker-pool.ts';
import type { SearchFinding, SearchQuestion } from './search-question.ts';

/**
 * A thread takes about 0.3 s, in milliseconds, until it has started and its code runs as fast as here: runs that are over by then do
 * without. bench: `npm run bench`
 */
const THREADS_PAY_AFTER_MS = 400;

/** The searches of a run: networks repeat their layers, and no problem is searched twice. */
export class SearchFindings {
  private readonly findings = new Map<string, SearchFinding>();
  /** Searches that are under way, by question. */
  readonly running = new Map<string, Promise<unknown>>();
  /** The search on the main thread, if there is one. */
  here: Promise<unknown> | undefined;
  private startedAt: number | undefined;

  /** The answer, if the findings so far have it. */
  known({ key, criterion, toBeat }: SearchQuestion): SearchFinding | undefined {
    const finding = this.findings.get(key);
    if (finding === undefined || finding.mapping !== undefined || finding.toBeat === undefined) return finding;
    // Nothing was better than another cost: that answers the question if this one is no worse.
    const { energy, latency } = finding.toBeat;
    return toBeat === undefined || isBetter(criterion, energy, latency, toBeat.energy, toBeat.latency)
      ? undefined
      : finding;
  }

  add({ key }: SearchQuestion, finding: SearchFinding): void {
    this.findings.set(key, finding);
  }

  /** Milliseconds until the run has lasted long enough for threads to be worth their start; not positive from then on. */
  timeUntilThreadsPay(pool: WorkerPool): number {
    this.startedAt ??= performance.now();
    return pool.isWarm ? 0 : this.startedAt + THREADS_PAY_AFTER_MS - performance.now();
  }
}
