import { processorCount, startWorker } from '#platform';
import type { WorkerThread } from '../../platform/worker-thread.ts';

/*
 * Threads without a task stay here for the next run, because starting a thread takes longer than many a search. Idle threads don't keep
 * the process alive. They hold nothing of earlier runs: only threads that ran nothing but searches come here.
 */

const idle: WorkerThread[] = [];

/** Whether a thread is ready, so that none has to be started. */
export function hasIdleThread(): boolean {
  return idle.length > 0;
}

/** An idle thread, or a new one. */
export function takeThread(): WorkerThread {
  return idle.pop() ?? startWorker();
}

/** Keeps a thread without a task for later runs. Ends it if there is an idle thread for every processor. */
export async function keepThread(thread: WorkerThread): Promise<void> {
  if (idle.length >= processorCount()) {
    await thread.end();
    return;
  }
  thread.keepAlive(false);
  thread.onMessage(() => {});
  thread.onDeath(() => {
    const place = idle.indexOf(thread);
    if (place >= 0) idle.splice(place, 1);
  });
  idle.push(thread);
}
