import type { TaskMessage } from '../src/chain/workers/protocol.ts';
import { startNodeWorker } from '../src/platform/node-threads.ts';
import type { WorkerThread } from '../src/platform/worker-thread.ts';

/* Node's platform with worker threads that run the sources: Node 20 cannot start a thread from TypeScript. */

export * from '../src/platform/node.ts';

/** Kinds of the tasks that went to threads. */
export const postedTasks: string[] = [];

export function startWorker(): WorkerThread {
  const thread = startNodeWorker(new URL('./worker-from-source.mjs', import.meta.url));
  return {
    ...thread,
    post: (message) => {
      if (isTaskMessage(message)) postedTasks.push(message.task.kind);
      thread.post(message);
    },
  };
}

function isTaskMessage(message: unknown): message is TaskMessage {
  return typeof message === 'object' && message !== null && 'task' in message;
}
