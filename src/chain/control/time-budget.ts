import type { ProgressPlace } from './progress.ts';

/** Tells a search that it must end with the best that it has. Cheap enough to be asked between two blocks of a search. */
export type ShouldStop = () => boolean;

/** When the searches of a run must end: plain data, which worker threads get a copy of. */
export interface SearchTime {
  /** Milliseconds since 1970; undefined without a time limit. */
  readonly endsAt: number | undefined;
  /** Holds 1 once searches are to end at once. All threads share it, where the platform shares memory between threads. */
  readonly stopped: Int32Array;
}

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Goes on evenly, also when somebody sets the time of day. */
const STEADY_CLOCK: Clock = () => performance.timeOrigin + performance.now();

/**
 * The time that the searches of a run have. A search that must end before it is done keeps the best mapping so far
 * (docs/stages.md#ending-searches-early).
 */
export class TimeBudget {
  /** For the budget of a worker thread. */
  readonly time: SearchTime;
  private readonly clock: Clock;

  /** @param clock must be the same for all threads of a run. */
  constructor(time: SearchTime, clock: Clock = STEADY_CLOCK) {
    this.time = time;
    this.clock = clock;
  }

  /** A budget that begins now. @param seconds undefined for no limit. */
  static of(seconds: number | undefined, clock: Clock = STEADY_CLOCK): TimeBudget {
    const endsAt = seconds === undefined ? undefined : clock() + 1000 * seconds;
    const isShared = typeof SharedArrayBuffer !== 'undefined';
    const stopped = isShared ? new Int32Array(new SharedArrayBuffer(4)) : new Int32Array(1);
    return new TimeBudget({ endsAt, stopped }, clock);
  }

  get isLimited(): boolean {
    return this.time.endsAt !== undefined;
  }

  /** Ends all searches of the run, also those that haven't begun. */
  stop(): void {
    Atomics.store(this.time.stopped, 0, 1);
  }

  /** The end of a search that begins now. @param part share of the remaining time that it may take, from 0 to 1. */
  endOf(part: number): ShouldStop {
    const { clock } = this;
    const { endsAt, stopped } = this.time;
    const isStopped: ShouldStop = () => Atomics.load(stopped, 0) === 1;
    if (endsAt === undefined) return isStopped;
    const now = clock();
    const end = now + part * Math.max(0, endsAt - now);
    return () => isStopped() || clock() >= end;
  }
}

/** Searches still to come, this one included, by the place in the run. Layers that equal an earlier one need none. */
export function searchesLeft({ layer, spatialMapping }: ProgressPlace): number {
  const { index, count } = spatialMapping ?? { index: 1, count: 1 };
  return count - index + 1 + (layer?.differentAfter ?? 0) * count;
}

/**
 * Share of the remaining time that a search may take: all searches still to come get the same.
 * @param threads number of searches at the same time.
 */
export function partOfTime(place: ProgressPlace, threads = 1): number {
  return Math.min(1, threads / searchesLeft(place));
}
