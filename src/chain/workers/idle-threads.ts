import { processorCount, startWorker } from '#platform';
import type { WorkerThread } from '../../platform/worker-thread.ts';

/*
 * Threads without a task wait here for the next run: starting one takes longer than many a search. They do not keep the process
 * alive, and hold nothing of the runs before: only threads that ran nothing but searches come here.
 */

const resting: WorkerThread[] = [];

/** Whether there are threads that need not be started. */
export function anyRests(): boolean {
  return resting.length > 0;
}

/** A thread that is ready, or a new one. */
export function takeThread(): WorkerThread {
  return resting.pop() ?? startWorker();
}

/** Keeps a thread without a task for later; ends it when there are enough. */
export async function restThread(thread: WorkerThread): Promise<void> {
  if (resting.length >= processorCount()) {
    await thread.end();
    return;
  }
  thread.keepAlive(false);
  thread.onMessage(() => {});
  thread.onDeath(() => {
    const place = resting.indexOf(thread);
    if (place >= 0) resting.splice(place, 1);
  });
  resting.push(thread);
}
