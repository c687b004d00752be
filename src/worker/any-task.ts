import type { ControlOf } from '../chain/workers/serve-task.ts';
import { runWorkerTask, type WorkerTask } from '../stages/worker-tasks.ts';
import { isSweepTask, type SweepTask } from '../sweep/run/sweep-task.ts';

/** Whatever a worker thread is asked for. */
export type AnyTask = WorkerTask | SweepTask;

/** Runs a task on the thread that calls it; its results are plain data. */
export async function* runAnyTask(task: AnyTask, controlOf: ControlOf): AsyncGenerator<unknown> {
  if (!isSweepTask(task)) {
    yield* runWorkerTask(task, controlOf);
    return;
  }
  // Threads that only search need not load it.
  const { serveSweepTask } = await import('../sweep/run/serve-sweep.ts');
  yield* serveSweepTask(task);
}
