import type { TaskMessage } from '../chain/workers/protocol.ts';
import { serveTask } from '../chain/workers/serve-task.ts';
import { type AnyTask, runAnyTask } from './any-task.ts';

/** What this file uses of a web worker's scope; the library's types do not include the DOM. */
declare function addEventListener(
  type: 'message',
  listen: (event: { readonly data: TaskMessage<AnyTask> }) => void,
): void;
declare function postMessage(message: unknown): void;

/** What a web worker runs: tasks of the page, one after the other. */
addEventListener('message', ({ data }) => {
  void serveTask(data, (answer) => postMessage(answer), runAnyTask);
});
