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
  /** The smallest single change of what binds that betters the quantity by more than 1 %; absent where none does. */
  readonly change?: AcceleratorChange;
  /**
   * For every number of the accelerator that matters the smallest change that betters the quantity by more than 1 %. The number with
   * the largest effect is first (docs/explain.md#changes). Empty where none helps.
   */
  readonly changes: readonly AcceleratorChange[];
  /** Where unused units cost most: the unrolling that uses them. Absent where none helps, or where none was asked for. */
  readonly unrolling?: UnrollingChange;
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
  /** The next power of two beyond `to`, and the quantity then. Absent where `to` is one. */
  readonly powerOfTwo?: { readonly to: number; readonly value: number };
  /** From here on, more of the number betters the quantity by less than 1 %. Absent in `change`, and where `to` is that far. */
  readonly most?: { readonly to: number; readonly value: number };
}

/** Another spatial mapping with the best order that the search finds for it, for latency. */
export interface UnrollingChange {
  /** `S 16 on D1`: the array dimensions that change. */
  readonly what: string;
  /** All array dimensions, as in the mapping file. */
  readonly spatialMapping: string;
  /** The quantity then. */
  readonly value: number;
  /** Cycles of the layer then, and in this evaluation. */
  readonly latency: number;
  readonly latencyNow: number;
  /** Most loops that the search permuted. */
  readonly lpfLimit: number;
}
