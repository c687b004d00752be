import { isBetter } from '../../search/criteria.ts';
import type { SearchFinding, SearchQuestion } from './search-question.ts';

/** Searches that take less than this in all, in milliseconds, are done before a thread has started. */
const THREADS_PAY_AFTER_MS = 100;

/** The searches of a run: networks repeat their layers, and no problem is searched twice. */
export class SearchFindings {
  private readonly findings = new Map<string, SearchFinding>();
  /** Searches that are under way, by question. */
  readonly running = new Map<string, Promise<unknown>>();
  /** Whether the main thread is searching, too. */
  isSearchingHere = false;
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

  /** Whether the run has lasted long enough for threads to be worth their start. */
  get threadsPay(): boolean {
    this.startedAt ??= performance.now();
    return this.isSearchingHere || performance.now() - this.startedAt > THREADS_PAY_AFTER_MS;
  }
}
