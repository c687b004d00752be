import type { PerDirection } from '../accelerator/data-direction.ts';

/*
 * What the corrected cost model counts beside the quantities of the reference (docs/cost-model-corrected.md). Explanations write their
 * formulas with these numbers.
 */

/** Transfers of equal size. */
export interface EqualTransfers {
  /** Elements of each. */
  readonly elements: number;
  readonly count: number;
}

/** What moves in one direction at one memory level. */
export interface CountedTransfers {
  /** Bits per element. */
  readonly bits: number;
  /** Bits per cycle of all ports of the direction together. */
  readonly width: number;
  /** Bits of a step, and bits of a word of the port whose words count. */
  readonly stepBits: number;
  readonly wordBits: number;
  /** Transfers of all copies, the largest first. Of partial sums that return, the first visits are left out. */
  readonly transfers: readonly EqualTransfers[];
  /** Transfers of one copy as they are timed, the largest first: one per period. */
  readonly periods: readonly EqualTransfers[];
  /** Whether the data crosses only once. */
  readonly isOnce: boolean;
  /** Elements that must cross before the computation begins, or after it ends. */
  readonly neededElements: number;
  /** Cycles of all periods, of those that count for stalls, and by how many the latter overrun their windows. */
  readonly totalCycles: number;
  readonly busyCycles: number;
  readonly overrunCycles: number;
}

/** Cycles of one port. */
export interface CountedPort {
  readonly memory: string;
  readonly port: string;
  /** Of all its transfers, and of those that count for stalls. */
  readonly total: number;
  readonly busy: number;
  /** What its transfers need beyond their own windows. */
  readonly own: number;
}

/** One link of the first loads: an input between two neighbouring memories. */
export interface FillLink {
  readonly operand: string;
  /** Level of the lower memory for the operand. */
  readonly level: number;
  /** Cycles until the next link of the longest path may start. */
  readonly cycles: number;
}

export interface ExactCounts {
  /** By operand and memory level. Directions without transfers are absent. */
  readonly transfers: Readonly<Record<string, readonly Partial<PerDirection<CountedTransfers>>[]>>;
  readonly ports: readonly CountedPort[];
  /** The four numbers that latency is the largest of, and what the chain is made of, in cycles (docs/cost-model-corrected.md#latency). */
  readonly latency: {
    readonly chain: number;
    readonly busiestPort: number;
    readonly once: number;
    readonly fill: number;
    readonly drain: number;
    /** The largest stall of a port. */
    readonly stall: number;
  };
  /** Inputs in the order that fills fastest, and the links that add up to that time. */
  readonly fill: { readonly order: readonly string[]; readonly path: readonly FillLink[] };
}
