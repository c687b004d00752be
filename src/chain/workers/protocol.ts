import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ProgressEvent, ProgressPlace } from '../control/progress.ts';
import type { SearchTime } from '../control/time-budget.ts';
import type { Task } from '../control/worker-pool.ts';
import type { Context } from '../kind.ts';

/*
 * What main thread and worker threads say to each other: structured-clonable data only, the same for Node and browsers.
 */

/** A stage by name; stages that are not built in come with the module that exports them. */
export interface StageReference {
  readonly name: string;
  readonly module?: string;
}

/** Run the rest of a chain. */
export interface ChainTask extends Task {
  readonly kind: 'chain';
  readonly stages: readonly StageReference[];
  readonly context: Context;
  readonly place: ProgressPlace;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly searchTime: SearchTime;
}

export interface TaskMessage<T extends Task = Task> {
  readonly id: number;
  readonly task: T;
}

/** What a worker says about the task with this id. */
export type WorkerMessage =
  | { readonly id: number; readonly type: 'result'; readonly value: unknown }
  | { readonly id: number; readonly type: 'progress'; readonly event: ProgressEvent }
  | { readonly id: number; readonly type: 'warning'; readonly diagnostic: Diagnostic }
  | { readonly id: number; readonly type: 'done' }
  | { readonly id: number; readonly type: 'failed'; readonly error: EncodedError };

/** An error as data. */
export interface EncodedError {
  readonly type: 'input' | 'mapping' | 'chain' | 'other';
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly layerName?: string;
  readonly missingBits?: number;
  readonly diagnostics?: readonly Diagnostic[];
  readonly problems?: readonly string[];
  readonly cause?: EncodedError;
}
