/** Where a quantity comes from: its formula with the numbers of one case, what binds it, and what would change it. */
export interface Explanation {
  /** Name of the quantity, e.g. `energy`, `energy.rf_128B.W`, `latency`, `stall.sram_2MB.r_port_1`. */
  readonly figure: string;
  /** What the quantity is, in words: `Energy of W in rf_128B`. */
  readonly title: string;
  readonly value: number;
  /** `pJ`, `cycles`, … */
  readonly unit: string;
  /** In symbols, as docs/cost-model.md writes it. */
  readonly formula: string;
  /** The same with the numbers of this case. Evaluates to `value`. */
  readonly substituted: string;
  /** What each symbol of the formula means and is here. */
  readonly symbols: readonly ExplainedSymbol[];
  /** Quantities that this one is made of, largest share first: where to look next. */
  readonly parts: readonly string[];
  /** The port or memory that determines the quantity, in a sentence; absent where nothing binds. */
  readonly binding?: string;
  /** The smallest single change of the accelerator that alters the quantity; absent where none does. */
  readonly change?: AcceleratorChange;
}

export interface ExplainedSymbol {
  readonly symbol: string;
  readonly meaning: string;
  readonly value: number;
  readonly unit: string;
}

/**
 * One number of the accelerator changed, everything else kept, costs per access too. With another width the mapping stays as it is.
 * With another size the spatial mapping and the order of the loops stay, and the memory allocation cuts the order anew, so that a
 * larger memory takes the loops that now fit (docs/explain.md#changes).
 */
export interface AcceleratorChange {
  /** `bandwidth_max of port w_port_1 of sram_2MB`, or `size of rf_128B, which then also holds K 2 of W`; its unit is in `unit`. */
  readonly what: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  /** The quantity then, as the cost model computes it. */
  readonly value: number;
}
