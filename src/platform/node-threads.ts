import { Worker } from 'node:worker_threads';
import type { WorkerThread } from './worker-thread.ts';

/** A thread of Node that runs the module at `entry`. */
export function startNodeWorker(entry: URL): WorkerThread {
  const worker = new Worker(entry);
  let isOver = false;
  let hear: (message: unknown) => void = () => {};
  let mourn: (reason: string) => void = () => {};
  const die = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    mourn(reason);
  };
  worker.on('message', (message) => hear(message));
  worker.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
  worker.on('exit', (code) => die(`it ended with exit code ${code}`));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listen) => {
      hear = listen;
    },
    onDeath: (listen) => {
      mourn = listen;
    },
    keepAlive: (needed) => {
      if (needed) worker.ref();
      else worker.unref();
    },
    end: async () => {
      isOver = true;
      await worker.terminate();
    },
  };
}
