import type { PortTraffic, RepeatedTransfer } from './port-traffic.ts';

/** How the stall of a layer spreads over its computation. Times in cycles. */
export interface StallShare {
  /** The transfer that the array waits for, each time as long. */
  readonly cause: RepeatedTransfer;
  readonly perTransfer: number;
}

/**
 * The stall of a layer belongs to its slowest port, and there to the transfer that overruns its window most. Where transfers only need
 * too much together, it is the one that needs most. All its transfers but the first have an equal share.
 */
export function shareStall(ports: readonly PortTraffic[], stall: number): StallShare | undefined {
  if (stall <= 0) return undefined;
  const [slowest] = ports.filter(({ repeated }) => repeated.length > 0).toSorted((a, b) => b.stall - a.stall);
  const overrun = ({ needed, allowed, count }: RepeatedTransfer): number => Math.max(0, needed - allowed) * (count - 1);
  const work = ({ needed, count }: RepeatedTransfer): number => needed * (count - 1);
  const [cause] = slowest?.repeated.toSorted((a, b) => overrun(b) - overrun(a) || work(b) - work(a)) ?? [];
  return cause && { cause, perTransfer: stall / (cause.count - 1) };
}

/**
 * The cycles of computation after which the array waits, within the first `cycles` of an excerpt: at the end of the window of each
 * transfer. Those of the first period have no transfer.
 */
export function stallsWithin({ cause }: StallShare, cycles: number, isFirst: boolean): number[] {
  const places: number[] = [];
  const window = Math.min(cause.period, Math.max(1, cause.allowed));
  for (let start = isFirst ? cause.period : 0; start + window <= cycles; start += cause.period) {
    places.push(start + window);
  }
  return places;
}
