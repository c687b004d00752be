import { product } from '../../base/integers.ts';
import type { ArrayUnrolling } from '../../model/mapping/spatial-mapping.ts';

/** Largest number of totals of a loop. If a loop can have more, the bound ignores totals. */
const MOST_TOTALS = 4096;

/**
 * Upper bound of the score of all completions of a partial combination of unrollings (best-combinations.ts). The score is
 * units + units / (largest total unrolling of a loop) − 1.
 */
export class CombinationBound {
  /** Totals that each loop can have, in ascending order. Undefined if there are too many, or if a factor isn't whole. */
  private readonly totals: readonly (readonly number[])[] | undefined;
  /** Totals that some loop can have, in ascending order. */
  private readonly anyTotals: readonly number[];
  /** Largest number of units of any combination. No loop is unrolled more often than it has iterations. */
  private readonly mostUnits: number;
  private readonly known = new Map<number, number>();

  /** @param entries all unrollings of array dimensions that combinations consist of. */
  constructor(loopSizes: ReadonlyMap<string, number>, entries: readonly ArrayUnrolling[]) {
    const unrollings = entries.flatMap((entry) => entry.unrollings);
    const totals = [...loopSizes].map(([name, size]) =>
      possibleTotals(new Set(unrollings.flatMap(({ dimension, factor }) => (dimension === name ? factor : []))), size),
    );
    this.totals = totals.every((list) => list !== undefined) ? totals : undefined;
    this.anyTotals = [...new Set(this.totals?.flat())].sort((x, y) => x - y);
    this.mostUnits = this.totals === undefined ? product([...loopSizes.values()]) : this.unitsUpTo(Number.MAX_VALUE);
  }

  /**
   * @param units upper bound of the units of all completions.
   * @param largest largest total so far. Completions never lower it.
   */
  of(units: number, largest: number): number {
    const most = Math.min(units, this.mostUnits);
    const bound = most + (most / Math.max(1, largest, this.leastLargest(most)) - 1);
    // Fractions are rounded; whole numbers are exact.
    return this.totals === undefined ? bound * (1 + 1e-12) : bound;
  }

  /** The least value of the largest total in a combination with this many units. */
  private leastLargest(units: number): number {
    if (this.totals === undefined) return 1;
    const known = this.known.get(units);
    if (known !== undefined) return known;
    let [tooSmall, enough] = [-1, this.anyTotals.length - 1];
    while (enough - tooSmall > 1) {
      const middle = (tooSmall + enough) >> 1;
      if (this.unitsUpTo(this.anyTotals[middle] ?? 1) >= units) enough = middle;
      else tooSmall = middle;
    }
    const least = this.anyTotals[enough] ?? 1;
    this.known.set(units, least);
    return least;
  }

  /** Largest number of units with totals up to `largest`. */
  private unitsUpTo(largest: number): number {
    return (this.totals ?? []).reduce((units, list) => units * (list.findLast((total) => total <= largest) ?? 1), 1);
  }
}

/** Products of factors up to a size, in ascending order. Undefined if there are too many, or if a factor isn't whole. */
function possibleTotals(factors: ReadonlySet<number>, size: number): number[] | undefined {
  const found = new Set([1]);
  for (const total of found) {
    for (const factor of factors) {
      if (!Number.isInteger(factor)) return undefined;
      if (factor > 1 && total * factor <= size) found.add(total * factor);
    }
    if (found.size > MOST_TOTALS) return undefined;
  }
  return [...found].sort((x, y) => x - y);
}
