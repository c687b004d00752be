import { product } from '../../base/integers.ts';
import type { ArrayUnrolling } from '../../model/mapping/spatial-mapping.ts';

/** Totals of a loop that are told apart; where a loop can have more, none is ruled out. */
const MOST_TOTALS = 4096;

/**
 * Bounds the score of all ways to complete a partial combination of unrollings (best-combinations.ts):
 * units + units / (largest total unrolling of a loop) − 1.
 */
export class CombinationBound {
  /** Totals that each loop can have, ascending; undefined where they are too many, or not whole. */
  private readonly totals: readonly (readonly number[])[] | undefined;
  /** Totals that some loop can have, ascending. */
  private readonly anyTotals: readonly number[];
  /** No combination unrolls loops more often than they have iterations. */
  private readonly mostUnits: number;
  private readonly known = new Map<number, number>();

  /** @param entries all that combinations are made of. */
  constructor(loopSizes: ReadonlyMap<string, number>, entries: readonly ArrayUnrolling[]) {
    const unrollings = entries.flatMap((entry) => entry.unrollings);
    const totals = [...loopSizes].map(([name, size]) =>
      possibleTotals(new Set(unrollings.flatMap(({ dimension, factor }) => (dimension === name ? factor : []))), size),
    );
    this.totals = totals.every((list) => list !== undefined) ? totals : undefined;
    this.anyTotals = [...new Set(this.totals?.flat())].sort((x, y) => x - y);
    this.mostUnits = this.totals === undefined ? product([...loopSizes.values()]) : this.unitsUpTo(Number.MAX_VALUE);
  }

  /** @param units of the best completion; @param largest total so far, which can only grow. */
  of(units: number, largest: number): number {
    const most = Math.min(units, this.mostUnits);
    const bound = most + (most / Math.max(1, largest, this.leastLargest(most)) - 1);
    // Fractions round; whole numbers are exact.
    return this.totals === undefined ? bound * (1 + 1e-12) : bound;
  }

  /** The least value that the largest total can have where this many units are used. */
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

  /** Most units that totals up to `largest` can use. */
  private unitsUpTo(largest: number): number {
    return (this.totals ?? []).reduce((units, list) => units * (list.findLast((total) => total <= largest) ?? 1), 1);
  }
}

/** Products of factors up to a size, ascending; undefined where they are too many, or not whole. */
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
