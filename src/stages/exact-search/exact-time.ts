import type { RunControl } from '../../chain/control/run-control.ts';
import { partOfTime, type SearchTime, TimeBudget } from '../../chain/control/time-budget.ts';

/** When a search must end: plain data for worker threads. */
export interface ExactDeadline {
  /** The time that all searches of the run have. */
  readonly searchTime: SearchTime;
  /** Milliseconds since 1970 at which the exact searches of the run end; undefined without a limit of their own. */
  readonly endsAt: number | undefined;
  /** Share of the remaining time that this search may take, from 0 to 1. */
  readonly part: number;
}

/** The same clock for all threads. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The time that the exact searches of one run share, where they have a limit of their own. It begins with the first of them. */
export class ExactTime {
  private startedAt: number | undefined;

  /** @param seconds for all layers; undefined for no limit but that of the run. */
  deadline(seconds: number | undefined, { place, run }: RunControl, threads: number): ExactDeadline {
    this.startedAt ??= now();
    const endsAt = seconds === undefined ? undefined : this.startedAt + 1000 * seconds;
    return { searchTime: run.timeBudget.time, endsAt, part: partOfTime(place, threads) };
  }
}

/** The end of a search that begins now: that of the run, or that of the exact searches. */
export function endOf({ searchTime, endsAt, part }: ExactDeadline): () => boolean {
  const isOver = new TimeBudget(searchTime).endOf(part);
  if (endsAt === undefined) return isOver;
  const start = now();
  const end = start + part * Math.max(0, endsAt - start);
  return () => isOver() || now() >= end;
}
