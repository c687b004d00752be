import type { RunControl } from './run-control.ts';
import type { WorkerPool } from './worker-pool.ts';

/** The threads for searches; undefined if one thread is all there is. */
export function searchThreads(workers: number | 'auto', { run }: RunControl): WorkerPool | undefined {
  if (workers === 1) return undefined;
  const pool = run.workers(workers === 'auto' ? undefined : workers);
  return pool !== undefined && pool.threads > 1 ? pool : undefined;
}
