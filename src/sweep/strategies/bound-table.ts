/** What is known of a design before it is evaluated. */
export interface DesignBounds {
  /**
   * Lower bounds of the objectives; −Infinity where one is not known. No figure of the design may be below them by a single bit: lower
   * with `belowRounding` what another order of additions may have raised.
   */
  readonly objectives: readonly number[];
  /** Whether the bounds prove that a limit is exceeded. */
  readonly exceedsLimit: boolean;
}

/** Relative difference that other orders of the same additions and multiplications stay below. */
const ROUNDING = 1e-9;

/** A bound that is not above the figure it bounds, even if both were added up in different orders. */
export function belowRounding(bound: number): number {
  return bound - Math.abs(bound) * ROUNDING;
}

/** Designs and their bounds, in typed arrays: 16 bytes a design and 8 for every objective. */
export class BoundTable {
  private readonly objectives: number;
  private readonly indexes: Float64Array;
  private readonly bounds: Float64Array;
  private count = 0;

  constructor(mostDesigns: number, objectives: number) {
    this.objectives = objectives;
    this.indexes = new Float64Array(mostDesigns);
    this.bounds = new Float64Array(mostDesigns * objectives);
  }

  /** Number of rows. */
  get size(): number {
    return this.count;
  }

  /** A row with bounds that are not known or not numbers has −Infinity there. */
  add(index: number, bounds: readonly number[]): void {
    this.indexes[this.count] = index;
    for (let place = 0; place < this.objectives; place++) {
      const bound = bounds[place] ?? Number.NaN;
      this.bounds[this.count * this.objectives + place] = Number.isNaN(bound) ? Number.NEGATIVE_INFINITY : bound;
    }
    this.count++;
  }

  /** Design of a row. */
  indexAt(row: number): number {
    return this.indexes[row] ?? 0;
  }

  /** Bounds of a row. */
  boundsAt(row: number): Float64Array {
    return this.bounds.subarray(row * this.objectives, (row + 1) * this.objectives);
  }

  /**
   * Rows by the sum over the objectives of how many rows have a smaller bound; of equal sums the first row first. A row whose bounds
   * dominate those of another comes before it, and rows good in every objective come early.
   */
  rowsByRank(): Float64Array {
    const keys = new Float64Array(this.count);
    for (let place = 0; place < this.objectives; place++) {
      const sorted = new Float64Array(this.count);
      for (let row = 0; row < this.count; row++) sorted[row] = this.bounds[row * this.objectives + place] ?? 0;
      sorted.sort();
      for (let row = 0; row < this.count; row++) {
        keys[row] = (keys[row] ?? 0) + countBelow(sorted, this.bounds[row * this.objectives + place] ?? 0);
      }
    }
    // Sum and row in one number sort without a comparison function, ten times as fast.
    for (let row = 0; row < this.count; row++) keys[row] = (keys[row] ?? 0) * this.count + row;
    keys.sort();
    for (let place = 0; place < this.count; place++) keys[place] = (keys[place] ?? 0) % this.count;
    return keys;
  }
}

/** How many of the values, in ascending order, are smaller. */
function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
