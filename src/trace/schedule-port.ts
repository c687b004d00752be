/** A transfer of which one begins at each of the `releases`, in ascending order. Times in cycles. */
export interface ReleasedTransfer {
  readonly releases: readonly number[];
  readonly needed: number;
  /** Only what moves before the end of the excerpt is of interest. */
  readonly endsWithExcerpt: boolean;
}

/** A time in which a port carries one transfer, or a few of its transfers without a pause. */
export interface PortSlice {
  /** Position in the list of transfers. */
  readonly transfer: number;
  readonly start: number;
  readonly end: number;
  /** Positions of the first and the last of them in `releases`. */
  readonly first: number;
  readonly last: number;
}

/**
 * One transfer at a time, none before its release. The earlier in the list goes first, and interrupts a later one. A port never waits
 * while there is something to move.
 */
export function schedulePort(transfers: readonly ReleasedTransfer[], excerptEnd: number): PortSlice[] {
  const slices: PortSlice[] = [];
  const next = transfers.map(() => 0);
  const left = transfers.map(({ needed }) => needed);
  const releaseOf = (index: number): number => transfers[index]?.releases[next[index] ?? 0] ?? Number.POSITIVE_INFINITY;
  const isOver = (index: number, time: number): boolean =>
    transfers[index]?.endsWithExcerpt === true && time >= excerptEnd;
  const indices = transfers.map((_, index) => index);
  let time = 0;
  for (;;) {
    const waiting = indices.filter((index) => releaseOf(index) !== Number.POSITIVE_INFINITY && !isOver(index, time));
    if (waiting.length === 0) return slices;
    const chosen = waiting.find((index) => releaseOf(index) <= time);
    if (chosen === undefined) {
      time = Math.min(...waiting.map(releaseOf));
      continue;
    }
    const interruption = Math.min(...waiting.filter((index) => index < chosen).map(releaseOf));
    const remaining = left[chosen] ?? 0;
    const limit = transfers[chosen]?.endsWithExcerpt === true ? excerptEnd : Number.POSITIVE_INFINITY;
    const end = Math.min(time + remaining, interruption, limit);
    append(slices, { transfer: chosen, start: time, end, first: next[chosen] ?? 0, last: next[chosen] ?? 0 });
    if (end >= time + remaining) {
      next[chosen] = (next[chosen] ?? 0) + 1;
      left[chosen] = transfers[chosen]?.needed ?? 0;
    } else {
      left[chosen] = remaining - (end - time);
    }
    time = end;
  }
}

/** Joins what follows without a pause. */
function append(slices: PortSlice[], slice: PortSlice): void {
  const before = slices.at(-1);
  if (before?.transfer !== slice.transfer || before.end !== slice.start) slices.push(slice);
  else slices[slices.length - 1] = { ...before, end: slice.end, last: slice.last };
}
