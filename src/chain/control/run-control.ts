import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ProgressEvent, ProgressPlace } from './progress.ts';
import { TimeBudget } from './time-budget.ts';
import type { WorkerPool } from './worker-pool.ts';

/** How a run is steered and observed from outside, and what its stages share. */
export interface RunControl {
  readonly signal: AbortSignal;
  readonly progress: (event: ProgressEvent) => void;
  /** Receives findings that do not stop the run. */
  readonly warn: (diagnostic: Diagnostic) => void;
  /** Said by the stages above; part of every progress event. */
  readonly place: ProgressPlace;
  readonly run: RunState;
}

/** A search yields to the event loop after this many milliseconds, so that pages, timers and abort signals are served. */
const YIELD_INTERVAL_MS = 40;

/** Shortest time between two progress events from inside a search, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100;

/** What the stages of one run share. MainStage makes a new one for every run. */
export class RunState {
  /** `{datetime}` in file names; one value per run. */
  readonly startTime: Date;
  /** The time that searches have. */
  readonly timeBudget: TimeBudget;
  private readonly createPool: ((threads: number | undefined) => WorkerPool) | undefined;
  private readonly signal: AbortSignal | undefined;
  private readonly pools: WorkerPool[] = [];
  private readonly sharedObjects = new Map<new () => unknown, unknown>();
  private readonly stopPools = (): void => {
    for (const pool of this.pools) void pool.abandon(this.signal?.reason);
  };
  private isClosed = false;
  private yieldedAt = performance.now();
  private reported = Number.NEGATIVE_INFINITY;

  /**
   * @param createPool makes worker threads; absent inside a worker thread, where work is done on the spot.
   * @param signal stops the worker threads.
   * @param timeBudget without limit by default.
   */
  constructor(
    startTime: Date,
    createPool?: (threads: number | undefined) => WorkerPool,
    signal?: AbortSignal,
    timeBudget: TimeBudget = TimeBudget.of(undefined),
  ) {
    this.startTime = startTime;
    this.timeBudget = timeBudget;
    this.createPool = createPool;
    this.signal = signal;
  }

  /** The one object of a class that all stages of the run share, e.g. the names given to result files. Made when first asked for. */
  shared<T>(Class: new () => T): T {
    const known = this.sharedObjects.get(Class);
    if (known instanceof Class) return known;
    const made = new Class();
    this.sharedObjects.set(Class, made);
    return made;
  }

  /** Makes an object the one of its class that stages of the run share. */
  share<T>(Class: new () => T, object: T): void {
    this.sharedObjects.set(Class, object);
  }

  /** True when the event loop has waited for the yield interval. */
  get isYieldDue(): boolean {
    return performance.now() - this.yieldedAt > YIELD_INTERVAL_MS;
  }

  /** Lets timers, input and abort signals through. */
  async yieldToEvents(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.yieldedAt = performance.now();
  }

  /** True at most ten times a second: searches ask before they report. */
  get isReportDue(): boolean {
    const now = performance.now();
    if (now - this.reported < PROGRESS_INTERVAL_MS) return false;
    this.reported = now;
    return true;
  }

  /** The run's worker threads; undefined where there are none to be had. The first caller's wish for their number counts. */
  workers(threads: number | undefined): WorkerPool | undefined {
    if (this.pools.length > 0 || this.createPool === undefined) return this.pools[0];
    const pool = this.createPool(threads);
    this.pools.push(pool);
    this.signal?.addEventListener('abort', this.stopPools);
    return pool;
  }

  /** @throws Error when the run is over: for work that was started ahead and is not wanted any more. */
  throwIfClosed(): void {
    if (this.isClosed) throw new Error('the run has ended');
  }

  /** Ends what the run has started. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.signal?.removeEventListener('abort', this.stopPools);
    await Promise.all(this.pools.map((pool) => pool.close()));
    this.pools.length = 0;
  }
}

/** Reports progress at the place of the run where the stage stands. */
export function reportProgress(control: RunControl, event: ProgressEvent): void {
  control.progress({ ...control.place, ...event });
}

/** The control for stages below a place. */
export function controlAt(control: RunControl, place: ProgressPlace | undefined): RunControl {
  return place === undefined ? control : { ...control, place: { ...control.place, ...place } };
}
