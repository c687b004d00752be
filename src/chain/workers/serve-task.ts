import type { ProgressPlace } from '../control/progress.ts';
import { type RunControl, RunState } from '../control/run-control.ts';
import { type SearchTime, TimeBudget } from '../control/time-budget.ts';
import type { Task } from '../control/worker-pool.ts';
import { encodeError } from './encode-error.ts';
import type { TaskMessage, WorkerMessage } from './protocol.ts';

/** The control of a task: what its stages report goes to the main thread. */
export type ControlOf = (startTime: Date, place: ProgressPlace, searchTime: SearchTime) => RunControl;

/** Does a task; what it yields are the task's results, plain data. */
export type TaskRunner<T extends Task> = (task: T, controlOf: ControlOf) => AsyncIterable<unknown>;

/** A worker thread's side: does what a message asks for and reports on it. Never rejects. */
export async function serveTask<T extends Task>(
  { id, task }: TaskMessage<T>,
  send: (message: WorkerMessage) => void,
  runTask: TaskRunner<T>,
): Promise<void> {
  try {
    for await (const value of runTask(task, controlSending(id, send))) send({ id, type: 'result', value });
    send({ id, type: 'done' });
  } catch (error) {
    send({ id, type: 'failed', error: encodeError(error) });
  }
}

/** The main thread stops a task only by ending its thread, so the signal of a task never fires. */
function controlSending(id: number, send: (message: WorkerMessage) => void): ControlOf {
  return (startTime, place, searchTime) => ({
    signal: new AbortController().signal,
    progress: (event) => send({ id, type: 'progress', event }),
    warn: (diagnostic) => send({ id, type: 'warning', diagnostic }),
    place,
    run: new RunState(startTime, undefined, undefined, new TimeBudget(searchTime)),
  });
}
