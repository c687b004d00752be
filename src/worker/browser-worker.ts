import type { TaskMessage } from '../chain/workers/protocol.ts';
import { serveTask } from '../chain/workers/serve-task.ts';
import { runWorkerTask, type WorkerTask } from '../stages/worker-tasks.ts';

/** What this file uses of a web worker's scope; the library's types do not include the DOM. */
declare function addEventListener(
  type: 'message',
  listen: (event: { readonly data: TaskMessage<WorkerTask> }) => void,
): void;
declare function postMessage(message: unknown): void;

/** What a web worker runs: tasks of the page, one after the other. */
addEventListener('message', ({ data }) => {
  void serveTask(data, (answer) => postMessage(answer), runWorkerTask);
});
