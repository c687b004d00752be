import { Worker } from 'node:worker_threads';
import type { WorkerThread } from '../base/worker-thread.ts';

/** A thread of Node that runs the module at `entry`. */
export function startNodeWorker(entry: URL): WorkerThread {
  const worker = new Worker(entry);
  let isEnding = false;
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listen) => {
      worker.on('message', listen);
    },
    onDeath: (listen) => {
      let isDead = false;
      const die = (reason: string): void => {
        if (isDead || isEnding) return;
        isDead = true;
        listen(reason);
      };
      worker.on('error', (error) => die(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => die(`it ended with exit code ${code}`));
    },
    keepAlive: (needed) => {
      if (needed) worker.ref();
      else worker.unref();
    },
    end: async () => {
      isEnding = true;
      await worker.terminate();
    },
  };
}
