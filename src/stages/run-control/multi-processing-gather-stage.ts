import { AsyncQueue } from '../../base/async-queue.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import type { WorkerPool } from '../../chain/control/worker-pool.ts';
import { repeatedResult } from '../../chain/repeated-result.ts';
import { type ChainPlace, type StageResult, stage } from '../../chain/stage.ts';
import { fillIn, PendingResults } from '../../chain/workers/pending-results.ts';
import type { ChainTask } from '../../chain/workers/protocol.ts';
import { multiprocessingCallback, multiprocessingResultOrder, nbMultiprocessingThreads } from '../arguments.ts';
import { decodeStageResult, knownObjects } from './encode-result.ts';

/** Tasks waiting per thread, so that none is ever idle. */
const TASKS_AHEAD = 2;

/**
 * Runs the tasks of MultiProcessingSpawnStage, below, on worker threads and yields their results: streamed, and in the order of the
 * tasks unless `multiprocessingResultOrder` is `completion`. What the stages in between wrap around the extra information is kept.
 *
 * Uses `nbMultiprocessingThreads` threads, by default one per processor. Stands above the loop whose bodies end in
 * MultiProcessingSpawnStage, with no stage between that reacts to results. Where there are no threads, everything runs in place.
 * (In the reference wrappers are lost, fewer than ten tasks fail, and an error in a task makes the run wait for ever.)
 * @throws what a task throws; the other tasks are stopped. WorkerError when a worker thread dies, naming its task.
 */
export class MultiProcessingGatherStage extends stage('MultiProcessingGatherStage', {
  options: { nbMultiprocessingThreads, multiprocessingResultOrder },
  provides: { multiprocessingCallback },
  asynchronous: true,
  check: stagesBetween,
}) {
  private submitted = 0;

  override async *run(): AsyncGenerator<StageResult> {
    const { control, args } = this;
    const pool = control.run.workers(args.nbMultiprocessingThreads);
    if (pool === undefined) {
      yield* this.nextAsync({ multiprocessingCallback: () => undefined });
      return;
    }
    try {
      const standIns = this.nextAsync({ multiprocessingCallback: (task) => this.submit(pool, task) });
      const inOrder = args.multiprocessingResultOrder === 'task';
      yield* inOrder ? this.inTaskOrder(standIns, pool) : this.inCompletionOrder(standIns, pool);
    } catch (error) {
      await pool.abandon(error);
      throw error;
    }
  }

  private submit(pool: WorkerPool, task: ChainTask): PendingResults {
    const { control } = this;
    const number = ++this.submitted;
    const subject = task.place.layer === undefined ? '' : ` (layer ${task.place.layer.name})`;
    const known = knownObjects(task.context);
    const values = pool.submit(task, {
      name: `task ${number}${subject}`,
      progress: control.progress,
      warn: control.warn,
    });
    // The first failure ends all tasks, also while an earlier one is being waited for.
    const results = pipe(
      values,
      (value) => decodeStageResult(value, known),
      (error) => void pool.abandon(error),
    );
    return new PendingResults(results);
  }

  private async *inTaskOrder(standIns: AsyncIterable<StageResult>, pool: WorkerPool): AsyncGenerator<StageResult> {
    const waiting: StageResult[] = [];
    let done = 0;
    for await (const standIn of standIns) {
      waiting.push(standIn);
      if (waiting.length <= pool.threads * TASKS_AHEAD) continue;
      yield* actualResults(waiting.shift());
      this.announce(++done);
    }
    for (const standIn of waiting) {
      yield* actualResults(standIn);
      this.announce(++done);
    }
  }

  private async *inCompletionOrder(
    standIns: AsyncIterable<StageResult>,
    pool: WorkerPool,
  ): AsyncGenerator<StageResult> {
    const results = new AsyncQueue<StageResult>();
    const active = new Set<Promise<void>>();
    let done = 0;
    const drain = async (standIn: StageResult): Promise<void> => {
      for await (const result of actualResults(standIn)) results.push(result);
      this.announce(++done);
    };
    const feed = async (): Promise<void> => {
      for await (const standIn of standIns) {
        const work = drain(standIn).finally(() => active.delete(work));
        active.add(work);
        if (active.size >= pool.threads * TASKS_AHEAD) await Promise.race(active);
      }
      await Promise.all(active);
    };
    feed().then(
      () => results.end(),
      (error: unknown) => results.fail(error),
    );
    yield* results;
  }

  private announce(done: number): void {
    reportProgress(this.control, { stage: 'MultiProcessingGatherStage', done, total: this.submitted });
  }
}

/** The results of a task, in the wrapping that its stand-in got on the way up. */
async function* actualResults(standIn: StageResult | undefined): AsyncGenerator<StageResult> {
  if (standIn === undefined) return;
  const { cme: pending, extra } = standIn;
  if (!(pending instanceof PendingResults)) {
    yield standIn;
    return;
  }
  for await (const result of pending.results) {
    const { cme } = pending.times === 1 ? result : repeatedResult(result, pending.times);
    yield { cme, extra: fillIn(extra, pending, result.extra) };
  }
}

/** Reads a stream as fast as it comes, so that its failure is noticed before anybody asks for its values. */
function pipe<T, U>(
  values: AsyncIterable<T>,
  convert: (value: T) => U,
  onFailure: (error: unknown) => void,
): AsyncQueue<U> {
  const queue = new AsyncQueue<U>();
  const read = async (): Promise<void> => {
    for await (const value of values) queue.push(convert(value));
    queue.end();
  };
  read().catch((error: unknown) => {
    onFailure(error);
    queue.fail(error);
  });
  return queue;
}

function stagesBetween({ below }: ChainPlace): string[] {
  const spawn = below.findIndex(({ stageName }) => stageName === 'MultiProcessingSpawnStage');
  if (spawn < 0) return ['no MultiProcessingSpawnStage stands below it: put one at the end of the loop body'];
  return below
    .slice(0, spawn)
    .filter(({ contract }) => contract.passive === true)
    .map(
      ({ stageName }) =>
        `${stageName} stands between it and MultiProcessingSpawnStage, where results are not computed yet: move ${stageName} above or below both`,
    );
}
