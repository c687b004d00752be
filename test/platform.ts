import { startNodeWorker } from '../src/node/worker-thread.ts';

/* Node's platform with worker threads that run the sources: Node 20 cannot start a thread from TypeScript. */

export * from '../src/node/platform.ts';

export function startWorker() {
  return startNodeWorker(new URL('./worker-from-source.mjs', import.meta.url));
}
