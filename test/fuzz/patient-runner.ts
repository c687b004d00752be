import { Worker } from 'node:worker_threads';
import type { FuzzInput } from './fuzz-input.ts';
import type { Outcome } from './outcome.ts';

/** An input that takes longer than this has hung. */
const PATIENCE_MS = 10_000;
/** Memory that no input may need, in MiB. */
const MOST_MEMORY = 1_000;

type Answer = { readonly outcome: Outcome } | { readonly failure: string };

/** Tries inputs in a thread of its own, which ends where an input hangs or needs too much memory. The next one gets a new thread. */
export class PatientRunner {
  private thread: Promise<Worker> | undefined;
  private readonly module: URL;
  private readonly patienceMs: number;

  /** `module` is what the thread runs: `thread.ts`, or what loads or bundles it. */
  constructor(module: URL, patienceMs = PATIENCE_MS) {
    this.module = module;
    this.patienceMs = patienceMs;
  }

  /** @throws Error when the input ends in anything but figures or findings, or not at all. */
  async outcomeOf(input: FuzzInput): Promise<Outcome> {
    this.thread ??= startThread(this.module);
    const thread = await this.thread;
    const answer = await answerOf(thread, input, this.patienceMs);
    if (answer === undefined) {
      this.thread = undefined;
      await thread.terminate();
      throw new Error(`no end after ${this.patienceMs} ms`);
    }
    if ('failure' in answer) {
      // What a fault has left behind must not reach the next input.
      await this.end();
      throw new Error(answer.failure);
    }
    return answer.outcome;
  }

  async end(): Promise<void> {
    const thread = await this.thread;
    this.thread = undefined;
    await thread?.terminate();
  }
}

async function startThread(module: URL): Promise<Worker> {
  const thread = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } });
  await new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  return thread;
}

function answerOf(thread: Worker, input: FuzzInput, patienceMs: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const hear = (answer: Answer): void => settle(answer);
    const mourn = (reason: unknown): void => settle({ failure: `the thread ended: ${String(reason)}` });
    const settle = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      thread.off('message', hear).off('error', mourn).off('exit', mourn);
      resolve(answer);
    };
    const timer = setTimeout(() => settle(undefined), patienceMs);
    thread.on('message', hear).on('error', mourn).on('exit', mourn);
    thread.postMessage(input);
  });
}
