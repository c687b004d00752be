import type { RunControl } from '../control/run-control.ts';
import type { StageResult, StageRun } from '../stage.ts';

/** Yielded by long work between two blocks: a good moment to let others run. */
export const PAUSE: unique symbol = Symbol('pause');

/** Items between two looks at the clock: about two milliseconds of search. */
export const BLOCK = 1024;

/** Work that yields results and, now and then, `PAUSE`. */
export type PacedWork = Generator<StageResult | typeof PAUSE>;

/**
 * Runs paced work. Where the stages above can wait, the event loop gets its turn at pauses, so that an abort signal arrives; under
 * a synchronous stage pauses only look at the signal.
 */
export function runPaced(work: PacedWork, control: RunControl, mayWait: boolean): StageRun {
  return mayWait ? runWaiting(work, control) : runAtOnce(work, control);
}

function* runAtOnce(work: PacedWork, { signal }: RunControl): Generator<StageResult> {
  for (const item of work) {
    if (item === PAUSE) signal.throwIfAborted();
    else yield item;
  }
}

async function* runWaiting(work: PacedWork, control: RunControl): AsyncGenerator<StageResult> {
  for (const item of work) {
    if (item === PAUSE) await rest(control);
    else yield item;
  }
}

/** Runs work that only pauses to its end, and returns what it returns. */
export async function pace<T>(work: Generator<typeof PAUSE, T>, control: RunControl): Promise<T> {
  let step = work.next();
  while (!step.done) {
    await rest(control);
    step = work.next();
  }
  return step.value;
}

async function rest({ signal, run }: RunControl): Promise<void> {
  if (run.isYieldDue) await run.yieldToEvents();
  signal.throwIfAborted();
  run.throwIfClosed();
}
