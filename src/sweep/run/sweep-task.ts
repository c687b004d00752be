import type { Task } from '../../chain/control/worker-pool.ts';
import type { SweepManifest } from '../plan/manifest.ts';

/** Look at some designs of a sweep; the results are theirs, one each, in order. */
export interface SweepTask extends Task {
  readonly kind: 'sweep';
  readonly manifest: SweepManifest;
  /** `evaluate`: DesignPoints. `bounds`: lower bounds of quantities, or null where nothing is proven. */
  readonly work: 'evaluate' | 'bounds';
  readonly points: readonly number[];
}

export function isSweepTask(task: Task): task is SweepTask {
  return task.kind === 'sweep';
}
