import { parentPort } from 'node:worker_threads';
import type { TaskMessage } from '../chain/workers/protocol.ts';
import { serveTask } from '../chain/workers/serve-task.ts';
import { type AnyTask, runAnyTask } from './any-task.ts';

/** What a worker thread of Node runs: tasks of the main thread, one after the other. */
parentPort?.on('message', (message: TaskMessage<AnyTask>) => {
  void serveTask(message, (answer) => parentPort?.postMessage(answer), runAnyTask);
});
