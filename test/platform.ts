import type { ChainTask, TaskMessage } from '../src/chain/workers/protocol.ts';
import * as node from '../src/platform/node.ts';
import { startNodeWorker } from '../src/platform/node-threads.ts';
import type { WorkerThread } from '../src/platform/worker-thread.ts';
import { builtModule, builtThread } from './built-threads.ts';

/* Node's platform with worker threads that run the sources, bundled. */

export * from '../src/platform/node.ts';

/** What is the matter with the optional package for PNG. */
export const png: { fault: string | undefined } = { fault: undefined };

export function renderPng(svg: string, scale?: number): Uint8Array {
  if (png.fault !== undefined) throw new Error(png.fault);
  return node.renderPng(svg, scale);
}

/** Kinds of the tasks that went to threads. */
export const postedTasks: string[] = [];

export function startWorker(): WorkerThread {
  const thread = startNodeWorker(builtThread('node-worker'));
  return {
    ...thread,
    post: (message) => {
      if (isTaskMessage(message)) postedTasks.push(message.task.kind);
      thread.post(isChainMessage(message) ? withBuiltStages(message) : message);
    },
  };
}

/** The same task, with the stages of tests in modules that Node can load. */
function withBuiltStages({ id, task }: TaskMessage<ChainTask>): TaskMessage<ChainTask> {
  const stages = task.stages.map(({ name, module }) => ({ name, ...(module && { module: builtModule(module) }) }));
  return { id, task: { ...task, stages } };
}

function isChainMessage(message: unknown): message is TaskMessage<ChainTask> {
  return isTaskMessage(message) && message.task.kind === 'chain';
}

function isTaskMessage(message: unknown): message is TaskMessage {
  return typeof message === 'object' && message !== null && 'task' in message;
}
