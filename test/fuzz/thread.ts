import { parentPort } from 'node:worker_threads';
import type { FuzzInput } from './fuzz-input.ts';
import { outcomeOf } from './outcome.ts';

/* Tries the inputs that are sent to this thread and answers how they ended. */

parentPort?.on('message', async (input: FuzzInput) => {
  try {
    parentPort?.postMessage({ outcome: await outcomeOf(input) });
  } catch (error) {
    parentPort?.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
parentPort?.postMessage('ready');
