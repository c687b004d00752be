import { processorCount, processorTime } from '#platform';
import { AsyncQueue } from '../../base/async-queue.ts';
import type { WorkerThread } from '../../platform/worker-thread.ts';
import type { Task, TaskListener, WorkerPool } from '../control/worker-pool.ts';
import { decodeError, WorkerError } from './encode-error.ts';
import { hasIdleThread, keepThread, takeThread } from './idle-threads.ts';
import type { TaskMessage, WorkerMessage } from './protocol.ts';

/** Tasks that run code of users, or that keep what they have read for the next one. */
const LEAVES_SOMETHING: readonly string[] = ['chain', 'sweep'];

interface Running {
  readonly message: TaskMessage;
  readonly listener: TaskListener;
  readonly results: AsyncQueue<unknown>;
}

/** A pool of worker threads for one run. Threads start when there is work for them; tasks start in the order of submission. */
export class TaskPool implements WorkerPool {
  readonly threads: number;
  private readonly waiting: Running[] = [];
  private readonly idle: WorkerThread[] = [];
  private readonly running = new Map<WorkerThread, Running>();
  /** Threads that no later run may have. */
  private readonly used = new Set<WorkerThread>();
  private submitted = 0;
  private failure: { readonly reason: unknown } | undefined;

  /** @param threads number of worker threads; that of the processors when undefined. */
  constructor(threads: number | undefined) {
    this.threads = threads ?? processorCount();
  }

  get isWarm(): boolean {
    return this.idle.length > 0 || this.running.size > 0 || hasIdleThread();
  }

  processorTime(): number {
    return processorTime();
  }

  submit(task: Task, listener: TaskListener): AsyncIterable<unknown> {
    const results = new AsyncQueue<unknown>();
    if (this.failure === undefined) {
      this.waiting.push({ message: { id: this.submitted++, task }, listener, results });
      this.assign();
    } else {
      results.fail(this.failure.reason);
    }
    return results;
  }

  async abandon(reason: unknown): Promise<void> {
    this.failure ??= { reason };
    const threads = [...this.idle, ...this.running.keys()];
    for (const { results } of [...this.waiting, ...this.running.values()]) results.fail(this.failure.reason);
    this.waiting.length = 0;
    this.idle.length = 0;
    this.running.clear();
    await Promise.all(threads.map((thread) => thread.end()));
  }

  async close(): Promise<void> {
    const unused = this.idle.filter((thread) => !this.used.has(thread));
    for (const thread of unused) this.idle.splice(this.idle.indexOf(thread), 1);
    await Promise.all([this.abandon(new WorkerError('the run has ended')), ...unused.map(keepThread)]);
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const thread = this.idle.pop() ?? (this.running.size < this.threads ? this.start() : undefined);
      const next = thread === undefined ? undefined : this.waiting.shift();
      if (thread === undefined || next === undefined) return;
      if (LEAVES_SOMETHING.includes(next.message.task.kind)) this.used.add(thread);
      this.running.set(thread, next);
      thread.keepAlive(true);
      this.post(thread, next);
    }
  }

  private post(thread: WorkerThread, { message, results, listener }: Running): void {
    try {
      thread.post(message);
    } catch (error) {
      // The task holds something that cannot be cloned.
      this.running.delete(thread);
      this.idle.push(thread);
      results.fail(new WorkerError(`${listener.name} cannot be sent to a worker thread`, { cause: error }));
    }
  }

  private start(): WorkerThread {
    const thread = takeThread();
    thread.onMessage((message) => {
      if (isWorkerMessage(message)) this.receive(thread, message);
    });
    thread.onDeath((reason) => this.dropThread(thread, reason));
    return thread;
  }

  private receive(thread: WorkerThread, message: WorkerMessage): void {
    const task = this.running.get(thread);
    if (task === undefined || task.message.id !== message.id) return;
    switch (message.type) {
      case 'result':
        task.results.push(message.value);
        break;
      case 'progress':
        this.tell(() => task.listener.progress(message.event));
        break;
      case 'warning':
        this.tell(() => task.listener.warn(message.diagnostic));
        break;
      case 'failed':
        task.results.fail(decodeError(message.error, task.listener.name));
        this.release(thread);
        break;
      case 'done':
        task.results.end();
        this.release(thread);
        break;
    }
  }

  /** Listeners run code of users. What it throws ends the run, as it does on this thread; nobody else would catch it here. */
  private tell(listen: () => void): void {
    try {
      listen();
    } catch (error) {
      void this.abandon(error);
    }
  }

  private release(thread: WorkerThread): void {
    this.running.delete(thread);
    this.idle.push(thread);
    thread.keepAlive(false);
    this.assign();
  }

  /** Removes a thread that died. Only the task of this thread fails. */
  private dropThread(thread: WorkerThread, reason: string): void {
    const task = this.running.get(thread);
    this.running.delete(thread);
    const place = this.idle.indexOf(thread);
    if (place >= 0) this.idle.splice(place, 1);
    task?.results.fail(new WorkerError(`the worker thread of ${task.listener.name} died: ${reason}`));
    this.assign();
  }
}

/** Worker threads of this package send nothing else. */
function isWorkerMessage(message: unknown): message is WorkerMessage {
  return typeof message === 'object' && message !== null && 'id' in message && 'type' in message;
}

export function createTaskPool(threads: number | undefined): WorkerPool {
  return new TaskPool(threads);
}
