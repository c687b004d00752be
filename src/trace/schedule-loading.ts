import type { Link, LinkEnd } from '../explain/traffic/links.ts';

/** What one port does for the first load or last store of an operand. Times in cycles from the start of the phase. */
export interface LoadingSlice {
  readonly link: Link;
  readonly end: LinkEnd;
  readonly start: number;
  readonly stop: number;
  /** The phase ends before: the model counts less than this. */
  readonly isCut: boolean;
}

/**
 * First loads, from the outermost memory inwards. They take ports in turn where the model's cycles allow it. Otherwise only links of which
 * both ports serve both inputs take turns, as in the model of ZigZag (docs/cost-model.md#on--and-off-loading).
 * @param inputs links of every input, from the array outwards.
 */
export function scheduleOnloading(inputs: readonly (readonly Link[])[], cycles: number): LoadingSlice[] {
  const inwards = inputs.map((links) => links.toReversed());
  const orders = [inwards, inwards.toReversed()];
  const plans = [
    ...orders.map((order) => planLoads(order, () => true)),
    ...orders.map((order) => planLoads(order, ({ sharedPorts }) => sharedPorts === 2)),
  ];
  const fitting = plans.find((plan) => endOf(plan) <= cycles + ROUNDING * cycles);
  const shortest = plans.toSorted((a, b) => endOf(a) - endOf(b))[0] ?? [];
  return within(fitting ?? shortest, cycles);
}

/** Last stores, from the array outwards, one after the other. */
export function scheduleOffloading(links: readonly Link[], cycles: number): LoadingSlice[] {
  return within(
    planLoads([links], () => true),
    cycles,
  );
}

const ROUNDING = 1e-9;

function planLoads(chains: readonly (readonly Link[])[], takesTurns: (link: Link) => boolean): LoadingSlice[] {
  const freeFrom = new Map<string, number>();
  return chains.flatMap((chain) => {
    let time = 0;
    return chain.flatMap((link) => {
      const inTurn = takesTurns(link);
      const start = inTurn ? Math.max(time, ...link.ends.map((end) => freeFrom.get(portKey(end)) ?? 0)) : time;
      for (const end of link.ends) if (inTurn) freeFrom.set(portKey(end), start + Math.max(0, end.cycles));
      time = start + Math.max(0, link.cycles);
      return link.ends
        .filter(({ cycles }) => cycles > 0)
        .map((end) => ({ link, end, start, stop: start + end.cycles, isCut: false }));
    });
  });
}

function portKey({ memory, portName }: LinkEnd): string {
  return JSON.stringify([memory.index, portName]);
}

function endOf(plan: readonly LoadingSlice[]): number {
  return Math.max(0, ...plan.map(({ stop }) => stop));
}

/** What the model does not count is left away. */
function within(plan: readonly LoadingSlice[], cycles: number): LoadingSlice[] {
  return plan
    .filter(({ start }) => start < cycles)
    .map((slice) =>
      slice.stop <= cycles + ROUNDING * cycles
        ? { ...slice, stop: Math.min(slice.stop, cycles) }
        : { ...slice, stop: cycles, isCut: true },
    );
}
