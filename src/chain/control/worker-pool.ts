import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ProgressEvent } from './progress.ts';

/** Work for a worker thread: plain data that `structuredClone` can copy. */
export interface Task {
  readonly kind: string;
}

/** How a task's caller hears of what happens on the way. */
export interface TaskListener {
  /** What messages call the task, e.g. `task 3 (layer conv1)`. */
  readonly name: string;
  readonly progress: (event: ProgressEvent) => void;
  readonly warn: (diagnostic: Diagnostic) => void;
}

/** Worker threads that tasks can be given to. */
export interface WorkerPool {
  /** Tasks that run at the same time. */
  readonly threads: number;
  /** Threads are running already: a task need not be long to be worth sending. */
  readonly isWarm: boolean;
  /** Milliseconds of processor time that the process has taken; where no platform tells, the time that has passed. */
  processorTime(): number;
  /** Queues a task; its results, as the worker sends them, can be read from what is returned. */
  submit<T extends Task>(task: T, listener: TaskListener): AsyncIterable<unknown>;
  /** Stops all tasks; their readers get the reason. */
  abandon(reason: unknown): Promise<void>;
  /** Ends the threads. */
  close(): Promise<void>;
}
