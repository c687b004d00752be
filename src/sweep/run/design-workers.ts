import { createTaskPool } from '../../chain/workers/task-pool.ts';
import { DesignEvaluator } from '../evaluate/design-evaluator.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { DesignPoint, PointQuantities } from '../points/design-point.ts';
import type { SweepTask } from './sweep-task.ts';

/** Whoever evaluates designs: this thread, or several others. Which of them does it changes nothing. */
export interface DesignWorkers {
  /** Designs that are evaluated at the same time. */
  readonly atOnce: number;
  evaluate(index: number): Promise<DesignPoint>;
  /** Lower bounds of some designs, in order; undefined where nothing is proven. */
  boundsOf(indexes: readonly number[]): Promise<readonly (PointQuantities | undefined)[]>;
  close(): Promise<void>;
}

/** A thread takes a second until it has started and its code runs fast; fewer designs than this don't repay it. */
const DESIGNS_PER_THREAD = 8;

/** Workers for so many designs. With `auto` as many as the machine has processors, if there is enough to do. */
export function designWorkers(
  sweep: OpenSweep,
  workers: number | 'auto',
  designs: number,
  signal: AbortSignal | undefined,
): DesignWorkers {
  if (workers === 1) return new ThisThread(sweep, signal);
  const pool = createTaskPool(workers === 'auto' ? undefined : workers);
  const useful = Math.ceil(designs / DESIGNS_PER_THREAD);
  const threads = workers === 'auto' ? Math.min(pool.threads, useful) : pool.threads;
  return threads <= 1 ? new ThisThread(sweep, signal) : new OtherThreads(sweep, threads, signal);
}

/** Signals, timers and input wait no longer than this for a thread that evaluates designs, in milliseconds. */
const YIELD_INTERVAL_MS = 40;

class ThisThread implements DesignWorkers {
  readonly atOnce = 1;
  private readonly evaluator: DesignEvaluator;
  private readonly signal: AbortSignal | undefined;
  private yieldedAt = performance.now();

  constructor(sweep: OpenSweep, signal: AbortSignal | undefined) {
    this.evaluator = new DesignEvaluator(sweep);
    this.signal = signal;
  }

  async evaluate(index: number): Promise<DesignPoint> {
    await this.yieldWhenDue();
    return this.evaluator.evaluate(index, this.signal);
  }

  async boundsOf(indexes: readonly number[]): Promise<readonly (PointQuantities | undefined)[]> {
    await this.yieldWhenDue();
    this.signal?.throwIfAborted();
    return indexes.map((index) => this.evaluator.boundsOf(index));
  }

  /** Small designs take less than the interval after which searches yield: without this, no signal would get through. */
  private async yieldWhenDue(): Promise<void> {
    if (performance.now() - this.yieldedAt < YIELD_INTERVAL_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.yieldedAt = performance.now();
  }

  async close(): Promise<void> {}
}

class OtherThreads implements DesignWorkers {
  readonly atOnce: number;
  private readonly sweep: OpenSweep;
  private readonly pool: ReturnType<typeof createTaskPool>;
  private readonly signal: AbortSignal | undefined;
  private readonly abandon = (): void => void this.pool.abandon(this.signal?.reason);

  constructor(sweep: OpenSweep, threads: number, signal: AbortSignal | undefined) {
    this.sweep = sweep;
    this.atOnce = threads;
    this.pool = createTaskPool(threads);
    this.signal = signal;
    if (signal?.aborted) this.abandon();
    signal?.addEventListener('abort', this.abandon);
  }

  async evaluate(index: number): Promise<DesignPoint> {
    for await (const point of this.ask('evaluate', [index])) if (isDesignPoint(point)) return point;
    throw new Error(`a worker thread sent nothing about design ${index}`);
  }

  async boundsOf(indexes: readonly number[]): Promise<readonly (PointQuantities | undefined)[]> {
    const bounds: (PointQuantities | undefined)[] = [];
    for await (const one of this.ask('bounds', indexes)) bounds.push(isQuantities(one) ? one : undefined);
    return bounds;
  }

  async close(): Promise<void> {
    this.signal?.removeEventListener('abort', this.abandon);
    await this.pool.close();
  }

  private ask(work: SweepTask['work'], points: readonly number[]): AsyncIterable<unknown> {
    const { manifest } = this.sweep;
    return this.pool.submit<SweepTask>(
      { kind: 'sweep', manifest, work, points },
      { name: `design ${points[0] ?? 0}`, progress: () => {}, warn: () => {} },
    );
  }
}

/** Worker threads of this package send nothing else. */
function isDesignPoint(value: unknown): value is DesignPoint {
  return typeof value === 'object' && value !== null && 'point' in value && 'status' in value;
}

function isQuantities(value: unknown): value is PointQuantities {
  return typeof value === 'object' && value !== null;
}
